// SPDX-License-Identifier: Apache-2.0

/// The words of a name as one of a registration's fields gives them.
struct NameReading: Sendable {
    let words: [NameWord]
    let suffix: String?
    let isPreferred: Bool

    init(_ words: [NameWord], isPreferred: Bool = false) {
        (self.words, suffix) = NameReading.withoutSuffix(words)
        self.isPreferred = isPreferred
    }

    /// Every way to read a person's fields: given and family name, the preferred name, the full name if it says more.
    static func all<ID>(of person: Person<ID>) -> [NameReading] {
        var readings: [NameReading] = []
        let given = field(person.givenName, role: .given)
        let family = field(person.familyName, role: .family)
        if !given.isEmpty, !family.isEmpty { readings.append(NameReading(given + family)) }
        for words in WrittenName.readings(of: person.fullName) { readings.append(unlessKnown: NameReading(words)) }
        for words in JapaneseNames.words(of: person.fullName) { readings.append(unlessKnown: NameReading(words)) }
        if !given.isEmpty, !family.isEmpty, let name = person.familyName.map({ "\($0) \(person.givenName ?? "")" }) {
            for words in JapaneseNames.words(of: name) { readings.append(unlessKnown: NameReading(words)) }
        }
        if readings.isEmpty { readings.append(unlessKnown: NameReading(given + family)) }
        let preferred = field(person.preferredName, role: .given)
        if !preferred.isEmpty {
            readings.append(unlessKnown: NameReading(preferred + family, isPreferred: true))
            // "Preferred name" is understood as the whole name by some.
            for words in WrittenName.readings(of: person.preferredName ?? "") where words.count > 1 {
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

    private static func field(_ text: String?, role: NameWord.Role) -> [NameWord] {
        WrittenName(text ?? "").words.map { word in
            var word = word
            word.role = role
            return word
        }
    }
}

extension [NameReading] {
    /// Appends a reading that has words, and other words than all before.
    fileprivate mutating func append(unlessKnown reading: NameReading) {
        let plain = reading.words.map { $0.spellings[0] }.sorted()
        if !plain.isEmpty, !contains(where: { $0.words.map { $0.spellings[0] }.sorted() == plain }) { append(reading) }
    }
}
