// SPDX-License-Identifier: Apache-2.0

extension DocumentName {
    /// Reads "PRIMARY<PARTS<<SECONDARY<PARTS<<<"; nil if nothing is left of it.
    init?(_ field: MRZNameField, isDoubtful: Bool) {
        self.init()
        self.isDoubtful = isDoubtful
        let room = field.characters.prefix(field.width)
        let used = room.lastIndex { $0 != Byte.filler }.map { room[...$0] } ?? []
        // A name that was shortened to fit ends within the last few places.
        let mayBeCut = field.width - used.count <= 2
        var (primary, secondary) = DocumentName.halves(used)
        if field.isRussian {
            readRussian(primary, secondary)
            return
        }
        if let given = field.givenCharacters { (primary, secondary) = (used, given[...]) }
        family = components(primary, mayBeCut: mayBeCut)
        given = components(secondary, mayBeCut: mayBeCut)
        if field.width - used.count >= 2 { dropMisreadFillers() }
        if isEmpty { return nil }
        if given.isEmpty || family.isEmpty {
            given = family + given
            family = []
            tellsFamilyFromGiven = false
        }
    }
}

extension DocumentName {
    private static func halves(_ field: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>) {
        guard let separator = field.position(after: "<<", from: field.startIndex) else { return (field, []) }
        return (field[..<(separator - 2)], field[separator...])
    }

    private mutating func components(_ half: ArraySlice<UInt8>, mayBeCut: Bool) -> [Component] {
        half.split(separator: Byte.filler).compactMap { word in
            // A digit is repaired without doubt: each looks like one letter alone.
            let letters = word.compactMap { DocumentName.letter($0) }
            if letters.count != word.count { isDoubtful = true }
            return letters.isEmpty ? nil : Component(text: letters.text, mayBeCut: mayBeCut)
        }
    }

    /// A name holds letters alone, so a digit is a letter misread.
    private static func letter(_ byte: UInt8) -> UInt8? {
        let misread: [UInt8: Character] = [
            0x30: "O", 0x31: "I", 0x32: "Z", 0x33: "E", 0x34: "A", 0x35: "S", 0x36: "G", 0x38: "B",
        ]
        return Byte.isLetter(byte) ? byte : misread[byte]?.asciiValue
    }

    /// Readers take fillers for the letter K: "KKK" behind the given names is dropped, and the name doubted.
    ///
    /// A single K stays, as it may be an initial.
    private mutating func dropMisreadFillers() {
        while given.count > 1, let last = given.last, last.text.count > 1, last.text.allSatisfy({ $0 == "K" }) {
            given.removeLast()
            isDoubtful = true
        }
    }

    /// Russian internal passports write Cyrillic letters with Latin ones and digits of their own (order 279 of 2010).
    private mutating func readRussian(_ primary: ArraySlice<UInt8>, _ secondary: ArraySlice<UInt8>) {
        func words(_ half: ArraySlice<UInt8>) -> [Component] {
            half.split(separator: Byte.filler).map { word in
                Component(text: String(word.compactMap { DocumentName.russianLetters[$0] }))
            }
        }
        family = words(primary)
        given = words(secondary)
    }

    private static let russianLetters: [UInt8: Character] = Dictionary(
        uniqueKeysWithValues: zip(
            "ABVGDE2JZIQKLMNOPRSTUFHC34WXY9678".utf8, "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"))
}
