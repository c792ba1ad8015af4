// SPDX-License-Identifier: Apache-2.0

/// Latin letters that are more than a base letter with a mark, after ICAO 9303-3, section 6.A.
enum LatinLetters {
    /// Spellings in the order of `Spelling.Scheme`; the last one serves for those that follow.
    static let table: [Unicode.Scalar: [String]] = [
        "ä": ["a", "ae"], "å": ["a", "aa"], "æ": ["ae"], "ö": ["o", "oe"], "ø": ["o", "oe"], "œ": ["oe"],
        "ü": ["u", "ue", "uxx"], "ñ": ["n", "n", "nxx"], "ß": ["ss"], "ẞ": ["ss"], "þ": ["th"], "ð": ["d"],
        "đ": ["d"], "ł": ["l"], "ŋ": ["n"], "ħ": ["h"], "ŧ": ["t"], "ı": ["i"], "ĳ": ["ij"], "ə": ["e", "a"],
        "ʻ": [""], "ʼ": [""], "’": [""], "‘": [""], "\u{307}": [""],
    ]
}
