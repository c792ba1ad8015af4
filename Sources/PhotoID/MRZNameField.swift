// SPDX-License-Identifier: Apache-2.0

/// The characters of a machine-readable zone that hold the name, and how many there is room for.
struct MRZNameField {
    var characters: [UInt8]
    var width: Int
    /// Old French identity cards keep the given names apart.
    var givenCharacters: [UInt8]?
    /// Whether the letters stand for Cyrillic ones, as in Russia's internal passports.
    var isRussian = false

    /// Finds the field by the number and the length of the lines: TD1, TD2, TD3, visas, French cards, a lone name line.
    init?(_ lines: [[UInt8]]) {
        if let card = zip(lines, lines.dropFirst()).lazy.compactMap({ MRZNameField(frenchFirst: $0, second: $1) }).first
        {
            self = card
            return
        }
        switch lines.count {
        case 0: return nil
        case 1: self.init(line: lines[0])
        case 2: self.init(first: lines[0], second: lines[1])
        default:
            if lines[0].count > MRZNameField.longestOfThree {
                self.init(first: lines[0], second: lines[1])
            } else {
                self.init(bare: lines[2], width: 30)
            }
        }
    }

    /// The lines of TD1 have 30 characters, and no other document has three.
    private static let longestOfThree = 33
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
        if first.prefix(6).allSatisfy({ Byte.isDigit($0) }) {
            // The lower two of TD1's three lines.
            self.init(bare: second, width: 30)
            return
        }
        guard first.count > 5, MRZNameField.holdsName(first[5...]) else { return nil }
        let width = max(first.count, second.count) > 40 ? 39 : 31
        self.init(first[5...], width: width)
        isRussian = first.starts(with: "PNRUS".utf8)
    }

    /// The French card of before 2021: "IDFRA", the family name in the first line, the given names in the second.
    private init?(frenchFirst first: [UInt8], second: [UInt8]) {
        let codes = ["IDFRA", "1DFRA", "I0FRA"].map { Array($0.utf8) }
        guard first.count == 36, second.count == 36, codes.contains(where: { first.starts(with: $0) }) else {
            return nil
        }
        let family = first[5..<30]
        let given = second[13..<27]
        guard MRZNameField.holdsName(family), MRZNameField.holdsName(given) else { return nil }
        // A card with the given names behind the family name is one of two lines like any other.
        if let separator = family.position(after: "<<", from: family.startIndex),
            family[separator...].contains(where: { Byte.isLetter($0) })
        {
            return nil
        }
        self.init(family, width: 25, givenCharacters: Array(given))
    }

    /// The French driving licence's single line: code, number and expiry, and the first letters of the family name.
    private init?(frenchLicence line: [UInt8]) {
        guard line.count == 30, line.starts(with: "D1FRA".utf8), MRZNameField.holdsName(line[21..<29]) else {
            return nil
        }
        self.init(line[21..<29], width: 8)
    }

    /// One line alone: the name line of some document, with or without the code in front.
    private init?(line: [UInt8]) {
        if let licence = MRZNameField(frenchLicence: line) {
            self = licence
            return
        }
        let codes = Array("PVIAC".utf8)
        let hasCode = line.first.map { codes.contains($0) } ?? false
        let isCoded = line.count == 44 || line.count == 36 || line.dropFirst().first == Byte.filler
        if hasCode, isCoded {
            guard line.count > 5, MRZNameField.holdsName(line[5...]) else { return nil }
            self.init(line[5...], width: line.count > 40 ? 39 : 31)
            isRussian = line.starts(with: "PNRUS".utf8)
        } else {
            self.init(bare: line, width: 30)
        }
    }

    /// A name has no long number in it; the data lines have.
    ///
    /// Fillers in front say that there is no family name.
    private static func holdsName(_ field: ArraySlice<UInt8>) -> Bool {
        var run = 0
        for byte in field {
            run = Byte.isDigit(byte) ? run + 1 : 0
            if run == 3 { return false }
        }
        return field.contains { Byte.isLetter($0) } && field.prefix(3).contains { $0 != Byte.filler }
    }
}
