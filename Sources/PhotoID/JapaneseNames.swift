// SPDX-License-Identifier: Apache-2.0

/// Japanese names in kanji, whose sound cannot be told from the characters one by one.
///
/// Romanised after Hepburn, as passports print it, with the common ways to write a long vowel.
enum JapaneseNames {
    struct Reading {
        let characters: (family: String, given: String)
        let family: [String]
        let given: [String]
    }

    /// The ways to read a name written without a gap or with one, family name first; none if it is not a known one.
    static func readings(of text: String) -> [Reading] {
        guard text.unicodeScalars.contains(where: { $0.value >= 0x3041 }) else { return [] }
        let parts = text.split(whereSeparator: \.isWhitespace)
        if parts.count == 2 {
            return reading(String(parts[0]), String(parts[1])) + reading(String(parts[1]), String(parts[0]))
        }
        guard parts.count == 1, let name = parts.first, (2...8).contains(name.count) else { return [] }
        // The longer family name first: 佐々木 before 佐々, 小野寺 before 小野.
        return (1...min(4, name.count - 1)).reversed().flatMap { length in
            reading(String(name.prefix(length)), String(name.dropFirst(length)))
        }
    }

    /// The readings as words that keep the characters they stand for.
    static func words(of text: String) -> [[NameWord]] {
        readings(of: text).map { reading in
            [
                NameWord(text: reading.characters.family, spellings: reading.family, role: .family),
                NameWord(text: reading.characters.given, spellings: reading.given, role: .given),
            ]
        }
    }

    private static func reading(_ family: String, _ given: String) -> [Reading] {
        let families = self.family[family] ?? JapaneseNameElements.family(family)
        let givens = families.isEmpty ? [] : self.given[given] ?? kana(given) ?? JapaneseNameElements.given(given)
        return givens.isEmpty ? [] : [Reading(characters: (family, given), family: families, given: givens)]
    }

    /// A given name in kana reads as it stands.
    private static func kana(_ text: String) -> [String]? {
        let isKana = text.unicodeScalars.allSatisfy { (0x3041...0x30FF).contains($0.value) }
        return isKana && !text.isEmpty ? Spelling.all(of: text) : nil
    }
}
