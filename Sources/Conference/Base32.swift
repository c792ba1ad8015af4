// SPDX-License-Identifier: Apache-2.0

/// RFC 4648 base 32 without padding: capital letters and digits alone, which is QR's alphanumeric mode.
package enum Base32 {
    package static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8) | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(character(of: UInt8(truncatingIfNeeded: buffer >> bits) & 31))
            }
        }
        if bits > 0 { text.append(character(of: UInt8(truncatingIfNeeded: buffer << (5 - bits)) & 31)) }
        return String(decoding: text, as: UTF8.self)
    }

    package static func isInAlphabet(_ character: UInt8) -> Bool { value(of: character) != nil }

    /// The bytes that `text` stands for, or `nil` when it stands for none.
    ///
    /// That is when a character is not of the alphabet, the length is impossible or the bits left over are not zero,
    /// so that every value has exactly one text.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for character in text.utf8 {
            guard let value = value(of: character) else { return nil }
            buffer = (buffer << 5) | value
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        guard bits < 5, buffer & ((1 << bits) - 1) == 0 else { return nil }
        return bytes
    }

    /// The character that stands for five bits.
    static func character(of five: UInt8) -> UInt8 {
        five < 26 ? UInt8(ascii: "A") + five : UInt8(ascii: "2") + five - 26
    }

    /// The five bits that a character stands for, or `nil` when it is not of the alphabet.
    static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "2")...UInt8(ascii: "7"): UInt32(character - UInt8(ascii: "2")) + 26
        default: nil
        }
    }
}
