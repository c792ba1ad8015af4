// SPDX-License-Identifier: Apache-2.0

/// The ASCII characters that the document parsers look for.
enum Byte {
    static let space = UInt8(ascii: " ")
    static let at = UInt8(ascii: "@")
    static let pipe = UInt8(ascii: "|")
    static let filler = UInt8(ascii: "<")
    static let semicolon = UInt8(ascii: ";")

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
    static func isSmallLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
    static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
    /// The first index from `start` on at which the bytes are not of a kind.
    func position(from start: Int, while isOfKind: (UInt8) -> Bool) -> Int {
        var index = start
        while index < endIndex, isOfKind(self[index]) { index += 1 }
        return index
    }

    var text: String { String(decoding: self, as: UTF8.self) }
}

extension [UInt8] {
    /// The index behind the first place where `text` stands.
    func position(after text: String, from start: Int) -> Int? { self[...].position(after: text, from: start) }
}

extension ArraySlice<UInt8> {
    /// The index behind the first place where `text` stands.
    func position(after text: String, from start: Int) -> Int? {
        var text = text
        let offset = start - startIndex
        return text.withUTF8 { wanted in
            withUnsafeBufferPointer { bytes in
                guard !wanted.isEmpty, offset <= bytes.count - wanted.count else { return nil }
                for index in offset...(bytes.count - wanted.count) where bytes[index] == wanted[0] {
                    var length = 1
                    while length < wanted.count, bytes[index + length] == wanted[length] { length += 1 }
                    if length == wanted.count { return startIndex + index + length }
                }
                return nil
            }
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is white space, without a look into the tables of Unicode for ASCII.
    var isBlank: Bool { value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace }
}
