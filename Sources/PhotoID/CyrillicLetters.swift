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
