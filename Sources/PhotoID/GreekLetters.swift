// SPDX-License-Identifier: Apache-2.0

/// Greek letters as Greek passports print them (ELOT 743), which goes by sound where pairs of letters do.
enum GreekLetters {
    private static let table: [Unicode.Scalar: String] = [
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
        "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
        "χ": "ch", "ψ": "ps", "ω": "o", "ά": "a", "έ": "e", "ή": "i", "ί": "i", "ό": "o", "ύ": "y", "ώ": "o", "ϊ": "i",
        "ϋ": "y", "ΐ": "i", "ΰ": "y",
    ]

    static func spelling(of word: [Unicode.Scalar], at index: Int) -> String? {
        let letter = word[index]
        let before = index > 0 ? word[index - 1] : nil
        let after = index + 1 < word.count ? word[index + 1] : nil
        switch (before, letter, after) {
        case ("ο", "υ", _), ("ο", "ύ", _): return "u"
        case ("α", "υ", _), ("α", "ύ", _), ("ε", "υ", _), ("ε", "ύ", _): return isVoiceless(after) ? "f" : "v"
        case (_, "γ", "γ"), (_, "γ", "ξ"), (_, "γ", "χ"): return "n"
        case (nil, "μ", "π"): return "b"
        case ("μ", "π", _) where index == 1: return ""
        default: return table[letter]
        }
    }

    private static func isVoiceless(_ letter: Unicode.Scalar?) -> Bool {
        guard let letter else { return true }
        return "θκξπστφχψς".unicodeScalars.contains(letter)
    }
}
