// SPDX-License-Identifier: Apache-2.0

import Certificates
import Foundation
import KioskHTTP

extension ApplianceSetup {
    /// How stations reach the daemon.
    enum Transport: Equatable {
        /// By plain HTTP, and from this machine alone.
        case local
        /// By plain HTTP from everywhere, because `lanyard.toml` says so.
        case plain
        /// By HTTPS, with a certificate that the box's own authority vouches for.
        case ownCertificate
        /// By HTTPS, with a certificate that the event file names.
        case given(TLSPaths)
    }

    /// What the daemon needs to listen, and what the operator should know of it.
    struct Listening {
        var identity: TLSIdentity?
        var authority: TrustAnchor?
        var warnings: [String] = []
    }

    private static var mostBytes: Int { 1_000_000 }

    static var plainWarning: String {
        "Everybody on the network can read along: plain_http in lanyard.toml allows HTTP without TLS. "
            + "Doors' cameras and doors that are cut off do not work over it."
    }

    static func warning(ofOmitted names: [String]) -> String {
        "The box's authority may not vouch for \(names.joined(separator: ", ")): it was made before the box had these "
            + "names. Use the others, or see “lanyard certificate --help”."
    }

    /// A certificate that the event file names goes before everything; without one, what leaves this machine is HTTPS.
    var transport: Transport {
        if let paths = eventFile.tls { return .given(paths) }
        if isLocal { return .local }
        return appliance.allowsPlainHTTP ? .plain : .ownCertificate
    }

    var speaksHTTPS: Bool {
        switch transport {
        case .local, .plain: false
        case .ownCertificate, .given: true
        }
    }

    /// Whether nobody but this machine can reach the daemon.
    private var isLocal: Bool {
        appliance.host.lowercased() == "localhost" || IPAddress(appliance.host)?.isLoopback ?? false
    }

    var certificates: CertificateFolder { CertificateFolder(ownCertificates) }

    /// Beside the database, which lies where this program may write.
    var ownCertificates: URL { appliance.database.deletingLastPathComponent().appending(path: "certificates") }

    /// What browsers may call this box.
    var boxNames: BoxNames {
        let host = appliance.host
        let said = IPAddress(host)?.isUnspecified ?? false ? [] : [host]
        return BoxNames(ofThisMachineAnd: appliance.names + said + [hostOfLinks])
    }

    /// Reads the certificate, or makes one where the box has to have its own.
    func listening(at now: Date) throws(ApplianceError) -> Listening {
        switch transport {
        case .local: return Listening()
        case .plain:
            return Listening(warnings: [Self.plainWarning])
        case .given(let paths):
            let identity = try given(paths)
            return Listening(identity: identity, warnings: [identity.warning(at: now)].compactMap { $0 })
        case .ownCertificate:
            return try own(at: now)
        }
    }

    private func own(at now: Date) throws(ApplianceError) -> Listening {
        let made: CertificateFolder.Identity
        do {
            made = try certificates.identity(for: boxNames, at: now)
        } catch {
            throw ApplianceError(error)
        }
        let identity: TLSIdentity
        do {
            identity = try TLSIdentity(certificate: made.certificate, key: made.key)
        } catch {
            throw ApplianceError("The box's own certificate cannot be used.", cause: "\(error)")
        }
        let anchor = TrustAnchor(
            certificate: made.authority.bytes, fingerprint: made.authority.fingerprint, ends: made.authority.ends)
        var warnings = [identity.warning(at: now)].compactMap { $0 }
        if !made.omitted.isEmpty { warnings.append(Self.warning(ofOmitted: made.omitted)) }
        return Listening(identity: identity, authority: anchor, warnings: warnings)
    }

    func given(_ paths: TLSPaths) throws(ApplianceError) -> TLSIdentity {
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

extension ApplianceError {
    init(_ trouble: CertificateTrouble) { self.init(trouble.message, cause: trouble.cause) }
}
