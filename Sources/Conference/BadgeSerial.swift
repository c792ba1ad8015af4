// SPDX-License-Identifier: Apache-2.0

/// The number of one printed badge: 48 bits drawn at random, never used twice in an event.
package struct BadgeSerial: Hashable, Sendable, CustomStringConvertible {
    /// At most 48 bits.
    package let rawValue: UInt64

    package static let byteCount = 6

    /// A fresh serial.
    package init(using generator: inout some RandomNumberGenerator) {
        rawValue = UInt64.random(in: 1..<(1 << 48), using: &generator)
    }

    /// The serial in `bytes`, big-endian, or `nil` unless there are exactly six of them.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        rawValue = bytes.reduce(0) { ($0 << 8) | UInt64($1) }
    }

    /// The serial written as its ten base-32 characters.
    package init?(_ text: String) {
        var text = text
        guard let serial = text.withUTF8({ Self($0) }) else { return nil }
        self = serial
    }

    /// The serial that these ten base-32 characters write; they hold two bits more than it has, which are zero.
    package init?(_ characters: UnsafeBufferPointer<UInt8>) {
        guard characters.count == 10 else { return nil }
        var value: UInt64 = 0
        for character in characters {
            guard let five = Base32.value(of: character) else { return nil }
            value = value << 5 | UInt64(five)
        }
        guard value & 3 == 0 else { return nil }
        rawValue = value >> 2
    }

    package var bytes: [UInt8] {
        (0..<Self.byteCount).map { UInt8(truncatingIfNeeded: rawValue >> (8 * (Self.byteCount - 1 - $0))) }
    }

    /// Ten base-32 characters.
    package var description: String {
        // The 48 bits and two that are zero.
        let bits = rawValue << 2
        return String(unsafeUninitializedCapacity: 10) { text in
            for index in 0..<10 {
                text[index] = Base32.character(of: UInt8(truncatingIfNeeded: bits >> (45 - 5 * index)) & 31)
            }
            return 10
        }
    }
}
