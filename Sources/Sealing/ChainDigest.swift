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

    /// The digest of a fact that follows this one, given the fact's fields, which `add` adds one after the other.
    package func following(_ add: (inout ChainMessage) -> Void) -> ChainDigest {
        var message = ChainMessage(following: bytes)
        add(&message)
        return ChainDigest(unchecked: SHA256.digest(message.bytes))
    }

    /// The digest of something with these fields that follows this one.
    package func following(_ fields: [String?]) -> ChainDigest {
        following { message in
            for field in fields { message.add(field) }
        }
    }
}

/// A fact's fields as they are digested.
///
/// Each field goes in with its length, and an absent one differs from an empty one, so that no two lists of fields give
/// the same bytes.
package struct ChainMessage {
    fileprivate var bytes: [UInt8]

    fileprivate init(following digest: [UInt8]) {
        bytes = digest
        // Most facts need no more.
        bytes.reserveCapacity(384)
    }

    package mutating func add(_ field: String?) {
        guard var field else { return bytes.append(0) }
        bytes.append(1)
        field.withUTF8 { text in
            withUnsafeBytes(of: UInt32(text.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: text)
        }
    }

    /// Adds a number as its decimal digits.
    package mutating func add(_ field: Int64) { add(String(field)) }
}
