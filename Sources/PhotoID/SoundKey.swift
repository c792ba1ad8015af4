// SPDX-License-Identifier: Apache-2.0

/// What is left of a spelling when vowels and the letters that romanisations disagree on are taken off.
///
/// Equal keys are a hint and no more: سعيد is Said, Saeed and Sayid, and all three are "sd".
enum SoundKey {
    /// The keys of an a-to-z spelling, one more where "ch" may be a French "sh"; none if too little is left.
    static func keys(of spelling: String) -> [String] {
        let letters = Array(spelling.utf8)
        guard letters.count > 1, letters.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) else { return [] }
        let first = key(letters, ch: UInt8(ascii: "j"))
        let second = key(letters, ch: UInt8(ascii: "s"))
        return first == second ? [first] : [first, second]
    }

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
