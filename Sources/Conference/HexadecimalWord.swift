// SPDX-License-Identifier: Apache-2.0

/// Eight hexadecimal digits looked at together, a byte of a 64-bit word each.
///
/// A start reads millions of identifiers, so that digits one after the other would be half of its time.
struct HexadecimalWord {
    /// What the digits stand for.
    let value: UInt32

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The value of eight ASCII characters, the first in the highest byte; `nil` unless all are hexadecimal digits.
    init?(_ characters: UInt64) {
        // With the high bits set no byte can borrow from the one before it.
        func isAtLeast(_ least: UInt8, _ bytes: UInt64) -> UInt64 {
            ((bytes | Self.highBits) &- UInt64(least) &* Self.ones) & Self.highBits
        }
        let small = characters | 0x20 &* Self.ones
        let digits = isAtLeast(UInt8(ascii: "0"), characters) & ~isAtLeast(UInt8(ascii: "9") + 1, characters)
        let letters = isAtLeast(UInt8(ascii: "a"), small) & ~isAtLeast(UInt8(ascii: "f") + 1, small)
        guard characters & Self.highBits == 0, digits | letters == Self.highBits else { return nil }
        // "A" and "a" end in 1 and have bit 6, which no digit has.
        var nibbles = (characters & (0x0F &* Self.ones)) &+ 9 &* ((characters >> 6) & Self.ones)
        nibbles = (nibbles | nibbles >> 4) & 0x00FF_00FF_00FF_00FF
        nibbles = (nibbles | nibbles >> 8) & 0x0000_FFFF_0000_FFFF
        value = UInt32(truncatingIfNeeded: nibbles | nibbles >> 16)
    }
}
