// SPDX-License-Identifier: Apache-2.0

/// The lines of a machine-readable zone, told apart also where the breaks between them were lost or became digits.
struct MRZLines {
    let lines: [[UInt8]]

    /// Takes bytes in upper case with "<" as the filler.
    init(_ text: [UInt8]) {
        let lines = MRZLines.broken(text)
        if lines.count == 1 {
            self.lines = MRZLines.separated(lines[0])
        } else {
            self.lines = lines.map { $0.filter { $0 > Byte.space } }.filter { MRZLines.isPlausible($0) }
        }
    }
}

extension MRZLines {
    /// Breaks are CR and LF, "|" as some scanners are set to send, and "^M" and "^J" as terminals show them.
    private static func broken(_ text: [UInt8]) -> [[UInt8]] {
        var marked = text
        for index in text.indices {
            let isLetter = text[index] == UInt8(ascii: "M") || text[index] == UInt8(ascii: "J")
            if isLetter, index > 0, text[index - 1] == UInt8(ascii: "^") {
                marked[index - 1] = 0x0A
                marked[index] = 0x0A
            }
        }
        return marked.split { Byte.isLineBreak($0) || $0 == Byte.pipe }.map(Array.init)
            .filter { $0.contains { $0 > Byte.space } }
    }

    /// What else is printed near the zone has neither fillers nor many digits.
    private static func isPlausible(_ line: [UInt8]) -> Bool {
        line.contains(Byte.filler) || (line.count > 24 && line.count(where: { Byte.isDigit($0) }) >= 8)
    }

    /// A single line may hold the others, with blanks, digits or nothing between them.
    private static func separated(_ line: [UInt8]) -> [[UInt8]] {
        let pieces = line.split { $0 <= Byte.space }.map(Array.init)
        if pieces.count == 2 || pieces.count == 3, pieces.allSatisfy({ $0.count > 8 && isPlausible($0) }) {
            return pieces
        }
        let whole = line.filter { $0 > Byte.space }
        return cut(whole) ?? cutAtTwoLines(whole) ?? cutAtThreeLines(whole) ?? [whole]
    }
}

// MARK: - Lines without a break

extension MRZLines {
    /// Carriage return and line feed as a scanner types them on the numbers' keys while Alt is held.
    private static let typedBreaks = ["", "013", "010", "0013", "0010", "013010", "00130010"].map { Array($0.utf8) }

    /// The lengths of the lines: TD3, TD2, TD1, Swiss driving licences.
    private static let layouts = [[44, 44], [36, 36], [30, 30, 30], [34, 34], [9, 30, 30]]

    /// Cuts a whole of exactly the right length.
    private static func cut(_ whole: [UInt8]) -> [[UInt8]]? {
        for lengths in layouts {
            for typedBreak in typedBreaks {
                if let lines = cut(whole, lengths, typedBreak) { return lines }
            }
        }
        return nil
    }

    private static func cut(_ whole: [UInt8], _ lengths: [Int], _ typedBreak: [UInt8]) -> [[UInt8]]? {
        var rest = whole[...]
        var lines: [[UInt8]] = []
        for length in lengths {
            if !lines.isEmpty {
                guard rest.starts(with: typedBreak) else { return nil }
                rest = rest.dropFirst(typedBreak.count)
            }
            guard rest.count >= length else { return nil }
            lines.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        switch lengths[0] {
        // Twice 44 may be three times 30 with two fillers lost.
        case 44: guard "PV".utf8.contains(whole[0]) else { return nil }
        // The Swiss licence's first line is a number and D.
        case 9: guard whole[6] == UInt8(ascii: "D") else { return nil }
        default: break
        }
        return rest.isEmpty || rest.elementsEqual(typedBreak) ? lines : nil
    }

    private static let secondOfTwo = Array("NNNNNNNNNCSSSdddddddGddddddd".utf8)
    private static let secondOfThree = Array("dddddddGdddddddSSS".utf8)

    /// TD3, TD2 and visas with fillers lost or added: the second line is known by its dates.
    private static func cutAtTwoLines(_ whole: [UInt8]) -> [[UInt8]]? {
        guard let start = (25...60).first(where: { matches(whole, at: $0, secondOfTwo) }) else { return nil }
        return [withoutTypedBreak(whole[..<start]), Array(whole[start...])]
    }

    /// TD1 with fillers lost or added: the second line is known by its dates, the third by its first letter.
    private static func cutAtThreeLines(_ whole: [UInt8]) -> [[UInt8]]? {
        guard let second = (25...35).first(where: { matches(whole, at: $0, secondOfThree) }), second + 28 < whole.count
        else { return nil }
        let places = (second + 28)...min(second + 36, whole.count - 1)
        let third = places.first { Byte.isDigit(whole[$0 - 1]) && Byte.isLetter(whole[$0]) } ?? second + 30
        guard third < whole.count else { return nil }
        return [
            Array(whole[..<second]), withoutTypedBreak(whole[second..<third]), Array(whole[third...]),
        ]
    }

    private static func withoutTypedBreak(_ line: ArraySlice<UInt8>) -> [UInt8] {
        let typed = typedBreaks.filter { !$0.isEmpty && line.suffix($0.count).elementsEqual($0) }
        return Array(line.dropLast(typed.map(\.count).max() ?? 0))
    }

    /// Letters of the pattern: d digit, G sex, S letter of a state, C check digit, N anything of a number.
    private static func matches(_ whole: [UInt8], at start: Int, _ pattern: [UInt8]) -> Bool {
        guard start + pattern.count <= whole.count else { return false }
        return zip(whole[start...], pattern).allSatisfy { byte, kind in
            let isFiller = byte == Byte.filler
            return switch kind {
            case UInt8(ascii: "d"): Byte.isDigit(byte)
            case UInt8(ascii: "G"): isFiller || "MFX".utf8.contains(byte)
            case UInt8(ascii: "S"): isFiller || Byte.isLetter(byte)
            case UInt8(ascii: "C"): isFiller || Byte.isDigit(byte)
            default: isFiller || Byte.isDigit(byte) || Byte.isLetter(byte)
            }
        }
    }
}
