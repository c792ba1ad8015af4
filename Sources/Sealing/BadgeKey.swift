// SPDX-License-Identifier: Apache-2.0

package import Conference
import Crypto

/// The event's Ed25519 key pair, which signs its badges and tells them from all others.
package struct BadgeKey: BadgeSigner {
    private let bytes: [UInt8]
    package let publicKey: [UInt8]
    package let eventTag: EventTag

    /// A fresh key.
    package init() {
        self.init(Curve25519.Signing.PrivateKey())
    }

    /// The key that was kept as `rawRepresentation`, or `nil` unless these are the 32 bytes of one.
    package init?(rawRepresentation: [UInt8]) {
        // The only failure is a wrong length, which the caller learns by the nil.
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: rawRepresentation) else { return nil }
        self.init(key)
    }

    private init(_ key: Curve25519.Signing.PrivateKey) {
        bytes = Array(key.rawRepresentation)
        publicKey = Array(key.publicKey.rawRepresentation)
        eventTag = EventTag(leading: publicKey)
    }

    /// 32 bytes to be kept secret.
    package var rawRepresentation: [UInt8] { bytes }

    package func signature(over message: [UInt8]) throws -> [UInt8] {
        Array(try Curve25519.Signing.PrivateKey(rawRepresentation: bytes).signature(for: message))
    }

    package func isValid(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        // A public key of our own making is always well-formed; were it not, no signature would be valid.
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

extension BadgeKey: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "badge key (secret)" }
    package var debugDescription: String { description }
}

extension BadgeKey {
    /// The first bytes of a digest under a key that follows from the private key and is used for nothing else.
    package func seal(over message: [UInt8]) -> [UInt8] {
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: bytes), info: Array("LANYARD ROSTER".utf8), outputByteCount: 32)
        return Array(HMAC<SHA256>.authenticationCode(for: message, using: key).prefix(RosterToken.sealByteCount))
    }
}
