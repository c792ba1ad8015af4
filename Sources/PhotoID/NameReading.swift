// SPDX-License-Identifier: Apache-2.0

/// A name as one of a registration's fields gives it.
struct NameReading: Sendable {
    let units: NameUnits
    let suffix: String?
    let isPreferred: Bool

    init(_ words: [NameWord], isPreferred: Bool = false) {
        let (words, suffix) = NameReading.withoutSuffix(words)
        units = NameUnits(words)
        self.suffix = suffix
        self.isPreferred = isPreferred
    }

    fileprivate var plainWords: [String] { units.words.map { $0.spellings[0] } }

    /// Every way to read a person's fields: given and family name, the preferred name, the full name if it says more.
    static func all<ID>(of person: Person<ID>) -> [NameReading] {
        var readings: [NameReading] = []
        let fields = (given: WrittenName(person.givenName ?? ""), family: WrittenName(person.familyName ?? ""))
        let given = field(fields.given, role: .given)
        let family = field(fields.family, role: .family)
        if !given.isEmpty, !family.isEmpty { readings.append(NameReading(given + family)) }
        // Most full names are the two fields, and need not be read again.
        for name in WrittenName.readings(of: person.fullName) where !name.isMade(of: fields.given, fields.family) {
            readings.append(unlessKnown: NameReading(name.words))
        }
        for words in JapaneseNames.words(of: person.fullName) { readings.append(unlessKnown: NameReading(words)) }
        if !given.isEmpty, !family.isEmpty, let name = person.familyName.map({ "\($0) \(person.givenName ?? "")" }) {
            for words in JapaneseNames.words(of: name) { readings.append(unlessKnown: NameReading(words)) }
        }
        if readings.isEmpty { readings.append(unlessKnown: NameReading(given + family)) }
        let preferred = field(WrittenName(person.preferredName ?? ""), role: .given)
        if !preferred.isEmpty {
            readings.append(unlessKnown: NameReading(preferred + family, isPreferred: true))
            // "Preferred name" is understood as the whole name by some.
            for words in WrittenName.readings(of: person.preferredName ?? "").map(\.words) where words.count > 1 {
                readings.append(unlessKnown: NameReading(words, isPreferred: true))
            }
        }
        return readings
    }

    /// Takes "Jr" or "III" off the end of a name that is long enough without it.
    static func withoutSuffix(_ words: [NameWord]) -> (words: [NameWord], suffix: String?) {
        guard words.count > 2, let last = words.last, last.text.count > 1, let suffix = NameSuffix.canonical(last.text)
        else { return (words, nil) }
        return (Array(words.dropLast()), suffix)
    }

    private static func field(_ name: WrittenName, role: NameWord.Role) -> [NameWord] {
        name.words.map { word in
            var word = word
            word.role = role
            return word
        }
    }
}

extension [NameReading] {
    /// Appends a reading that has words, and other words than all before.
    fileprivate mutating func append(unlessKnown reading: NameReading) {
        let plain = reading.plainWords.sorted()
        if !plain.isEmpty, !contains(where: { $0.plainWords.sorted() == plain }) { append(reading) }
    }
}
