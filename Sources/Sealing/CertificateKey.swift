// SPDX-License-Identifier: Apache-2.0

import Crypto

/// Draws the keys that certificates are for.
package enum CertificateKey {
    /// A new key for ECDSA on P-256, which every browser and device knows, as PEM.
    package static func newPEM() -> String { P256.Signing.PrivateKey().pemRepresentation }
}

extension DocumentDigest {
    /// The SHA-256 of `bytes` as devices show a certificate's: pairs of upper-case digits with colons between them.
    package static func fingerprint(of bytes: [UInt8]) -> String {
        SHA256.digest(bytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined(separator: ":")
    }
}
