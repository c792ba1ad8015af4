// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The hash that ties a fact to the one before it.
package struct ChainDigest: Hashable, Sendable {
    /// 32 bytes of SHA-256.
    package let bytes: [UInt8]

    /// What the first fact is tied to.
    package static let origin = ChainDigest(unchecked: Array(repeating: 0, count: 32))

    /// A digest read back, or `nil` unless it has 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The digest of a fact that follows this one, given the fact's fields.
    ///
    /// Each field goes in with its length, and an absent one differs from an empty one, so that no two lists of
    /// fields give the same bytes.
    package func following(_ fields: [String?]) -> ChainDigest {
        var message = bytes
        // Most facts need no more.
        message.reserveCapacity(384)
        for field in fields {
            guard var field else {
                message.append(0)
                continue
            }
            message.append(1)
            field.withUTF8 { text in
                withUnsafeBytes(of: UInt32(text.count).bigEndian) { message.append(contentsOf: $0) }
                message.append(contentsOf: text)
            }
        }
        return ChainDigest(unchecked: SHA256.digest(message))
    }
}
