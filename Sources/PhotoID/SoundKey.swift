// SPDX-License-Identifier: Apache-2.0

/// What is left of a spelling when vowels and the letters that romanisations disagree on are taken off.
///
/// Equal keys are a hint and no more: سعيد is Said, Saeed and Sayid, and all three are "sd".
enum SoundKey {
    /// The keys of an a-to-z spelling; none if too little is left.
    ///
    /// There is one more where "ch" may be a French "sh", "g" a "j", or "kh" an "h".
    static func keys(of spelling: String) -> [String] {
        let letters = Array(spelling.utf8)
        guard letters.count > 1, letters.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return [] }
        var keys = [key(letters, ch: UInt8(ascii: "j"))]
        if letters.contains(UInt8(ascii: "c")) { keys.append(key(letters, ch: UInt8(ascii: "s"))) }
        if let soft = letters.firstIndex(of: UInt8(ascii: "g")), soft + 1 < letters.count {
            keys.append(key(letters.map { $0 == UInt8(ascii: "g") ? UInt8(ascii: "j") : $0 }, ch: UInt8(ascii: "j")))
        }
        if let guttural = letters.position(after: "kh", from: 0) {
            keys.append(key(Array(letters[..<(guttural - 2)] + letters[(guttural - 1)...]), ch: UInt8(ascii: "j")))
        }
        if keys.count == 1 { return keys }
        return keys.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Whether two spellings may well be one name: the same consonants, and vowels that differ little, but not at the end.
    ///
    /// In a short word each vowel counts, and at the end it tells Mario from Maria.
    static func areRomanisations(_ left: String, _ right: String) -> Bool {
        if HangulRomanisation.otherSpellings(ofSurname: left).contains(right) { return true }
        let (shown, known) = (folded(left), folded(right))
        guard min(left.utf8.count, right.utf8.count) > 2, shown.last == known.last else { return false }
        if shown == known { return true }
        return max(left.utf8.count, right.utf8.count) > 4 && !Set(keys(of: left)).isDisjoint(with: keys(of: right))
            && EditDistance(of: shown).distance(to: known).whole == 1
    }

    /// The spelling with each long vowel as a short one, e as i, o as u, g and a first y as j, and no h behind a consonant.
    private static func folded(_ spelling: String) -> [UInt8] {
        var result: [UInt8] = []
        for letter in spelling.utf8 {
            if letter == UInt8(ascii: "y"), result.isEmpty {
                result.append(UInt8(ascii: "j"))
                continue
            }
            if letter == UInt8(ascii: "x") {
                result += [UInt8(ascii: "k"), UInt8(ascii: "s")]
                continue
            }
            let byte = folds[letter] ?? letter
            if byte == result.last { continue }
            if byte == UInt8(ascii: "h"), let last = result.last, !"aiu".utf8.contains(last) { continue }
            result.append(byte)
        }
        return result
    }

    private static let folds: [UInt8: UInt8] = [
        UInt8(ascii: "e"): UInt8(ascii: "i"), UInt8(ascii: "y"): UInt8(ascii: "i"),
        UInt8(ascii: "o"): UInt8(ascii: "u"),
        UInt8(ascii: "q"): UInt8(ascii: "k"), UInt8(ascii: "c"): UInt8(ascii: "k"),
        UInt8(ascii: "g"): UInt8(ascii: "j"),
    ]

    private static func key(_ letters: [UInt8], ch: UInt8) -> String {
        var key: [UInt8] = []
        var last: UInt8 = 0
        var index = 0
        while index < letters.count {
            let letter = letters[index]
            let next = index + 1 < letters.count ? letters[index + 1] : 0
            index += 1
            // A doubled letter sounds once, and an h behind a consonant changes it at most.
            if letter == last { continue }
            last = letter
            switch (letter, next) {
            case (UInt8(ascii: "c"), UInt8(ascii: "h")):
                key.append(ch)
                index += 1
            case (UInt8(ascii: "p"), UInt8(ascii: "h")):
                key.append(UInt8(ascii: "f"))
                index += 1
            case (UInt8(ascii: "h"), _) where index == 1:
                key.append(letter)
            case (UInt8(ascii: "x"), _) where index > 1:
                // Maxim and Maksim; at the beginning it is a Chinese or a Greek s.
                if key.last != sounds[UInt8(ascii: "k")] { key += "k".utf8 }
                key += "s".utf8
            default:
                if let sound = sounds[letter] { key.append(sound) }
            }
        }
        // A name of vowels alone keeps its first letter.
        return key.isEmpty ? String(decoding: letters.prefix(1), as: UTF8.self) : String(decoding: key, as: UTF8.self)
    }

    private static let sounds: [UInt8: UInt8] = {
        let classes = [
            "bp": "b", "ckqg": "k", "dt": "t", "fv": "f", "j": "j", "lr": "l", "m": "m", "n": "n", "sxz": "s",
        ]
        return classes.reduce(into: [:]) { table, entry in
            for letter in entry.key.utf8 { table[letter] = entry.value.utf8.first }
        }
    }()
}
