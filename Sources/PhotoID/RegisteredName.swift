// SPDX-License-Identifier: Apache-2.0

/// One way to read a registration's name, with its spellings' numbers in the index.
struct RegisteredName: Sendable {
    let units: NameUnits
    /// For each unit, the numbers of its spellings.
    let tokens: [[SpellingIndex.Token]]
    let suffix: String?
    /// Whether the person goes by it, and may have another name on documents.
    let isPreferred: Bool
    /// A bit for each letter that a word of it begins with.
    let firstLetters: UInt64

    init(_ reading: NameReading, person: Int32, in index: inout SpellingIndex) {
        units = NameUnits(reading.words)
        suffix = reading.suffix
        isPreferred = reading.isPreferred
        firstLetters = units.words.reduce(0) { $0 | $1.firstLetters }
        tokens = units.units.map { unit in unit.spellings.map { index.insert($0, person: person) } }
    }
}
