// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The SHA-256 of a document that comes in pieces.
package struct DocumentDigest: Sendable {
    private var hash = SHA256()

    package init() {}

    package mutating func add(_ bytes: [UInt8]) { hash.update(data: bytes) }

    /// The digest of all that was added, as 64 digits of lower-case hexadecimal.
    package var hexadecimal: String {
        hash.finalize().withUnsafeBytes { digest in
            digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        }
    }
}
