// SPDX-License-Identifier: Apache-2.0

import Foundation
import SwiftASN1
import X509

/// A certificate and its private key, which lie in one file so that one is never there without the other.
struct KeyPair: Sendable {
    let certificate: Certificate
    let key: Certificate.PrivateKey

    init(certificate: Certificate, key: Certificate.PrivateKey) {
        self.certificate = certificate
        self.key = key
    }

    /// Reads what ``text()`` wrote; `nil` when it is anything else.
    init?(_ bytes: [UInt8]) {
        // A damaged file is told of by its name: what a decoder says of it could quote a key.
        guard let documents = try? PEMDocument.parseMultiple(pemString: String(decoding: bytes, as: UTF8.self)),
            documents.count == 2,
            let certificate = try? Certificate(pemDocument: documents[0]),
            let key = try? Certificate.PrivateKey(pemDocument: documents[1]),
            certificate.publicKey == key.publicKey
        else { return nil }
        self.init(certificate: certificate, key: key)
    }

    var begins: Date { certificate.notValidBefore }
    var ends: Date { certificate.notValidAfter }

    func certificateText() throws -> [UInt8] { Array("\(try certificate.serializeAsPEM().pemString)\n".utf8) }
    func keyText() throws -> [UInt8] { Array("\(try key.serializeAsPEM().pemString)\n".utf8) }
    /// Both as PEM, the certificate first.
    func text() throws -> [UInt8] { try certificateText() + keyText() }

    func summary() throws -> CertificateSummary {
        CertificateSummary(certificate, bytes: try certificate.serializeAsPEM().derBytes)
    }
}
