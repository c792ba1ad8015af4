// SPDX-License-Identifier: Apache-2.0

/// Cyrillic letters as passports print them (ICAO 9303-3, section 6.B) and as people type themselves.
enum CyrillicLetters {
    /// Passport spelling and English-like spelling.
    static let table: [Unicode.Scalar: [String]] = [
        "а": ["a"], "б": ["b"], "в": ["v"], "г": ["g"], "д": ["d"], "е": ["e"], "ё": ["e", "yo"], "ж": ["zh"],
        "з": ["z"], "и": ["i"], "й": ["i", "y"], "к": ["k"], "л": ["l"], "м": ["m"], "н": ["n"], "о": ["o"],
        "п": ["p"], "р": ["r"], "с": ["s"], "т": ["t"], "у": ["u"], "ф": ["f"], "х": ["kh"], "ц": ["ts"],
        "ч": ["ch"], "ш": ["sh"], "щ": ["shch"], "ъ": ["ie", ""], "ы": ["y"], "ь": [""], "э": ["e"],
        "ю": ["iu", "yu"], "я": ["ia", "ya"], "є": ["ie", "ye"], "ї": ["i", "yi"], "і": ["i"], "ґ": ["g"],
        "ў": ["u"], "љ": ["lj"], "њ": ["nj"], "ј": ["j"], "ќ": ["k", "kj"], "џ": ["dz", "dj"], "ђ": ["d", "dj"],
        "ћ": ["c"], "ѕ": ["dz"], "ѓ": ["g", "gj"],
    ]

    /// What single states print instead: each of these goes through a whole word.
    static let nationalWays: [[Unicode.Scalar: String]] = [
        // Ukraine and Belarus
        ["г": "h", "и": "y", "ё": "io"],
        // Serbia and North Macedonia
        ["ж": "z", "х": "h", "ц": "c", "ч": "c", "ш": "s", "џ": "dz", "ђ": "dj"],
        // Bulgaria
        ["х": "h", "щ": "sht", "ъ": "a"],
    ]
}

extension CyrillicLetters {
    /// Whether two Latin spellings write the same Slavic name, one as ICAO does: Aleksei, Aleksey; Sofiia, Sofia, Sofiya.
    ///
    /// Only й at the end of a name, ия, and я and ю are looked at: elsewhere, i and y tell Meier from Meyer.
    static func areRomanisations(_ left: String, _ right: String) -> Bool {
        min(left.utf8.count, right.utf8.count) > 4 && normalised(left) == normalised(right)
    }

    private static func normalised(_ spelling: String) -> [UInt8] {
        let (i, y) = (UInt8(ascii: "i"), UInt8(ascii: "y"))
        let letters = Array(spelling.utf8)
        var result: [UInt8] = []
        for (index, letter) in letters.enumerated() {
            let next = index + 1 < letters.count ? letters[index + 1] : nil
            let isSoft = next == UInt8(ascii: "a") || next == UInt8(ascii: "u")
            let endsDiphthong = next == nil && (result.last.map { "aeiou".utf8.contains($0) } ?? false)
            let byte = letter == y && (isSoft || endsDiphthong) ? i : letter
            if byte == i, result.last == i { continue }
            result.append(byte)
        }
        return result
    }
}
