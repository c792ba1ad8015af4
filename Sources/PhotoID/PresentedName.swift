// SPDX-License-Identifier: Apache-2.0

/// The name that a look-up asks for, from a document or from a keyboard.
struct PresentedName: Sendable {
    let units: NameUnits
    let suffix: String?
    /// Whether somebody typed it, maybe not to the end; a document's letters are printed.
    let isTyped: Bool
    let isDoubtful: Bool

    init(_ document: DocumentName) {
        let family = PresentedName.words(document.family, .family)
        let given = PresentedName.words(document.given + document.middle, .given)
        var words = given + family
        if !document.tellsFamilyFromGiven {
            for index in words.indices { words[index].role = .unknown }
        }
        units = NameUnits(words)
        suffix = document.suffix
        isTyped = false
        isDoubtful = document.isDoubtful
    }

    init(typed text: String) {
        self.init(NameReading(WrittenName(text).words))
    }

    /// All that a typed text may mean: itself, and for kanji each way to read it.
    static func typed(_ text: String) -> [PresentedName] {
        [PresentedName(typed: text)] + JapaneseNames.words(of: text).map { PresentedName(NameReading($0)) }
    }

    private init(_ reading: NameReading) {
        units = reading.units
        suffix = reading.suffix
        isTyped = true
        isDoubtful = false
    }

    private static func words(_ components: [DocumentName.Component], _ role: NameWord.Role) -> [NameWord] {
        components.flatMap { NameWord.words(of: $0.text, role: role, mayBeCut: $0.mayBeCut) }
    }
}

extension PresentedName {
    /// Whether it is a few letters alone, which are still being typed and are near to half the list.
    var isBeginning: Bool { isTyped && units.words.count == 1 && units.words[0].spellings[0].utf8.count < 4 }

    /// Whether there is enough of it to search for.
    var isSearchable: Bool {
        units.words.contains { $0.spellings[0].utf8.count > 1 }
    }
}
