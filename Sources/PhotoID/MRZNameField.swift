// SPDX-License-Identifier: Apache-2.0

/// The characters of a machine-readable zone that hold the name, and how many there is room for.
struct MRZNameField {
    var characters: [UInt8]
    var width: Int
    /// Old French identity cards keep the given names apart.
    var givenCharacters: [UInt8]?

    /// Finds the field by the number and the length of the lines: TD1, TD2, TD3, visas, French cards, a lone name line.
    init?(_ lines: [[UInt8]]) {
        switch lines.count {
        case 0: return nil
        case 1: self.init(line: lines[0])
        case 2: self.init(first: lines[0], second: lines[1])
        default: self.init(bare: lines[2], width: 30)
        }
    }
}

extension MRZNameField {
    private init(_ characters: ArraySlice<UInt8>, width: Int, givenCharacters: [UInt8]? = nil) {
        self.characters = Array(characters)
        self.width = width
        self.givenCharacters = givenCharacters
    }

    /// A line that is nothing but the name, as the third one of TD1.
    private init?(bare line: [UInt8], width: Int) {
        guard MRZNameField.holdsName(line[...]) else { return nil }
        self.init(line[...], width: width)
    }

    /// Two lines: the name follows the document code and the state in the first.
    private init?(first: [UInt8], second: [UInt8]) {
        if let card = MRZNameField(frenchFirst: first, second: second) {
            self = card
            return
        }
        if first.prefix(6).allSatisfy({ Byte.isDigit($0) }) {
            // The lower two of TD1's three lines.
            self.init(bare: second, width: 30)
            return
        }
        guard first.count > 5, MRZNameField.holdsName(first[5...]) else { return nil }
        let width = max(first.count, second.count) > 40 ? 39 : 31
        self.init(first[5...], width: width)
    }

    /// The French card of before 2021: "IDFRA", the family name in the first line, the given names in the second.
    private init?(frenchFirst first: [UInt8], second: [UInt8]) {
        guard first.count == 36, second.count == 36, first.starts(with: Array("IDFRA".utf8)),
            second.prefix(4).allSatisfy({ Byte.isDigit($0) })
        else { return nil }
        self.init(first[5..<30], width: 25, givenCharacters: Array(second[13..<27]))
    }

    /// One line alone: the name line of some document, with or without the code in front.
    private init?(line: [UInt8]) {
        let codes = Array("PVIAC".utf8)
        let hasCode = line.first.map { codes.contains($0) } ?? false
        let isCoded = line.count == 44 || line.count == 36 || line.dropFirst().first == Byte.filler
        if hasCode, isCoded {
            guard line.count > 5, MRZNameField.holdsName(line[5...]) else { return nil }
            self.init(line[5...], width: line.count > 40 ? 39 : 31)
        } else {
            self.init(bare: line, width: 30)
        }
    }

    /// A name has a letter at its start and no long number in it; the data lines have.
    private static func holdsName(_ field: ArraySlice<UInt8>) -> Bool {
        var run = 0
        for byte in field {
            run = Byte.isDigit(byte) ? run + 1 : 0
            if run == 3 { return false }
        }
        return field.contains { Byte.isLetter($0) } && field.first != Byte.filler
    }
}
