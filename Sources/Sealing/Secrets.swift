// SPDX-License-Identifier: Apache-2.0

package import Conference
import Crypto

/// A digest by which a secret is recognised without being kept.
package struct SecretDigest: Hashable, Sendable {
    /// 32 bytes of SHA-256.
    package let bytes: [UInt8]

    /// Plain SHA-256 is enough for secrets of 50 and more random bits that expire or are 160 bits long.
    package init(of secret: String) {
        bytes = SHA256.digest(Array(secret.utf8))
    }
}

/// Draws the secrets by which stations are known.
package enum StationSecret {
    /// A token of 160 random bits, as 32 base-32 characters.
    package static func token() -> String {
        Base32.encode(randomBytes(20))
    }

    /// A pairing code of 50 random bits.
    package static func pairingCode() -> PairingCode? {
        PairingCode(String(Base32.encode(randomBytes(7)).prefix(PairingCode.length)))
    }

    private static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

extension SHA256 {
    static func digest(_ bytes: [UInt8]) -> [UInt8] { SHA256.hash(data: bytes).withUnsafeBytes { Array($0) } }
}
