// SPDX-License-Identifier: Apache-2.0

/// One way to read a registration's name, with its spellings' numbers in the index.
struct RegisteredName: Sendable {
    struct Unit: Sendable {
        let words: Range<Int>
        let tokens: [SpellingIndex.Token]
    }

    let words: [NameWord]
    let units: [Unit]
    let suffix: String?
    /// Whether the person goes by it, and may have another name on documents.
    let isPreferred: Bool
    /// A bit for each letter that a word of it begins with.
    let firstLetters: UInt64

    init(_ reading: NameReading, person: Int32, in index: inout SpellingIndex) {
        words = reading.units.words
        suffix = reading.suffix
        isPreferred = reading.isPreferred
        firstLetters = words.reduce(0) { $0 | $1.firstLetters }
        units = reading.units.units.map { unit in
            Unit(words: unit.words, tokens: unit.spellings.map { index.insert($0, person: person) })
        }
    }
}
