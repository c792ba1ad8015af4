// SPDX-License-Identifier: Apache-2.0

import Foundation
import KioskHTTP

extension ApplianceSetup {
    private static var mostBytes: Int { 1_000_000 }

    /// The certificate and the key that the event file names, read and held against each other; `nil` for plain HTTP.
    func tlsIdentity() throws(ApplianceError) -> TLSIdentity? {
        guard let paths = eventFile.tls else { return nil }
        let certificate = file(paths.certificate)
        let key = file(paths.key)
        let advice = "\(appliance.event.path) names it under [server]."
        let certificateBytes = try Self.read(certificate, advice, upTo: Self.mostBytes)
        let keyBytes = try Self.read(key, advice, upTo: Self.mostBytes)
        try Self.checkPrivacy(of: key)
        do {
            return try TLSIdentity(certificate: certificateBytes, key: keyBytes)
        } catch .certificateUnreadable {
            throw ApplianceError("\(certificate.path) is no certificate in PEM form (-----BEGIN CERTIFICATE-----).")
        } catch .keyUnreadable {
            throw ApplianceError("\(key.path) is no private key in PEM form, or one with a passphrase. Take that away.")
        } catch {
            throw ApplianceError(
                "\(key.path) is not the key of the certificate \(certificate.path). The certificate of the server "
                    + "itself has to come first in its file.")
        }
    }

    /// A file that the event file names, from its own folder.
    func file(_ path: String) -> URL {
        path.hasPrefix("/") ? URL(filePath: path) : appliance.event.deletingLastPathComponent().appending(path: path)
    }

    /// A key that everybody on the machine may read is nobody's secret.
    static func checkPrivacy(of key: URL) throws(ApplianceError) {
        let path = key.resolvingSymlinksInPath().path
        // Where its mode cannot be told it could not have been read.
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
        guard mode & 0o007 == 0 else {
            throw ApplianceError("Everybody on this machine may read \(path). Keep it to its owner: chmod 600 \(path)")
        }
    }
}
