// SPDX-License-Identifier: Apache-2.0

package import Foundation
import Sealing
import SwiftASN1
import X509

/// What a certificate says, for people and for devices.
package struct CertificateSummary: Equatable, Sendable {
    /// The certificate itself, as DER.
    package let bytes: [UInt8]
    package let names: BoxNames
    package let begins: Date
    package let ends: Date

    /// Reads the first certificate of a PEM file; `nil` where there is none.
    package init?(pem: [UInt8]) {
        // What is wrong with it is the business of whoever uses it.
        guard let documents = try? PEMDocument.parseMultiple(pemString: String(decoding: pem, as: UTF8.self)),
            let document = documents.first(where: { $0.discriminator == Certificate.defaultPEMDiscriminator }),
            let certificate = try? Certificate(pemDocument: document)
        else { return nil }
        self.init(certificate, bytes: document.derBytes)
    }

    init(_ certificate: Certificate, bytes: [UInt8]) {
        self.bytes = bytes
        names = certificate.names
        begins = certificate.notValidBefore
        ends = certificate.notValidAfter
    }

    /// The SHA-256 of the certificate, as devices show it: pairs of digits with colons between them.
    package var fingerprint: String { DocumentDigest.fingerprint(of: bytes) }

    /// The certificate as PEM.
    package var pem: String {
        PEMDocument(type: Certificate.defaultPEMDiscriminator, derBytes: bytes).pemString + "\n"
    }
}

extension Certificate {
    /// What the certificate says that its owner is called.
    var names: BoxNames {
        // A certificate with an extension that cannot be read names nobody.
        let written = (try? extensions.subjectAlternativeNames).map { Array($0) } ?? []
        return BoxNames(
            hosts: written.compactMap { if case .dnsName(let name) = $0 { name } else { nil } },
            addresses: written.compactMap { name in
                if case .ipAddress(let address) = name { IPAddress(bytes: address.bytes) } else { nil }
            })
    }
}
