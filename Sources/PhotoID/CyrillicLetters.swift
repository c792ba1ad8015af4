// SPDX-License-Identifier: Apache-2.0

/// Cyrillic letters as passports print them (ICAO 9303-3, section 6.B) and as people type themselves.
enum CyrillicLetters {
    /// Passport spelling, English-like spelling, and a third that is common in the Balkans.
    static let table: [Unicode.Scalar: [String]] = [
        "а": ["a"], "б": ["b"], "в": ["v"], "г": ["g", "g", "h"], "д": ["d"], "е": ["e"], "ё": ["e", "yo", "io"],
        "ж": ["zh", "zh", "z"], "з": ["z"], "и": ["i", "i", "y"], "й": ["i", "y"], "к": ["k"], "л": ["l"],
        "м": ["m"], "н": ["n"], "о": ["o"], "п": ["p"], "р": ["r"], "с": ["s"], "т": ["t"], "у": ["u"], "ф": ["f"],
        "х": ["kh", "kh", "h"], "ц": ["ts", "ts", "c"], "ч": ["ch", "ch", "c"], "ш": ["sh", "sh", "s"],
        "щ": ["shch", "shch", "sht"], "ъ": ["ie", "", "a"], "ы": ["y"], "ь": [""], "э": ["e"], "ю": ["iu", "yu"],
        "я": ["ia", "ya"], "є": ["ie", "ye"], "ї": ["i", "yi"], "і": ["i"], "ґ": ["g"], "ў": ["u"], "љ": ["lj"],
        "њ": ["nj"], "ј": ["j"], "ќ": ["k", "kj"], "џ": ["dz", "dj"], "ђ": ["d", "dj"], "ћ": ["c"], "ѕ": ["dz"],
        "ѓ": ["g", "gj"],
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
