// SPDX-License-Identifier: Apache-2.0

/// ICAO 9303's check digits: weights 7, 3, 1, modulo 10.
enum MRZCheckDigit {
    /// The digit that belongs to the characters, or nil if one of them may not stand in a zone.
    static func digit(of characters: some Sequence<UInt8>) -> UInt8? {
        let weights = [7, 3, 1]
        var sum = 0
        for (index, byte) in characters.enumerated() {
            guard let value = value(of: byte) else { return nil }
            sum += value * weights[index % 3]
        }
        return UInt8(ascii: "0") + UInt8(sum % 10)
    }

    /// Whether one of the digits over number, birth and expiry contradicts its field.
    static func anyIsWrong(in lines: [[UInt8]]) -> Bool {
        let fields: [(line: Int, range: Range<Int>)]
        switch lines.map(\.count) {
        case [44, 44]: fields = [(1, 0..<9), (1, 13..<19), (1, 21..<27)]
        case [36, 36] where !isFrenchCard(lines[0]): fields = [(1, 0..<9), (1, 13..<19), (1, 21..<27)]
        case [30, 30, 30]: fields = [(0, 5..<14), (1, 0..<6), (1, 8..<14)]
        default: return false
        }
        return fields.contains { line, range in
            let digit = lines[line][range.upperBound]
            // A filler in its place says that the number is longer, or that the state leaves it out.
            return digit != Byte.filler && digit != self.digit(of: lines[line][range])
        }
    }

    private static func isFrenchCard(_ line: [UInt8]) -> Bool { line.starts(with: "IDFRA".utf8) }

    private static func value(of byte: UInt8) -> Int? {
        if Byte.isDigit(byte) { return Int(byte) - 0x30 }
        if Byte.isLetter(byte) { return Int(byte) - 0x41 + 10 }
        return byte == Byte.filler ? 0 : nil
    }
}
