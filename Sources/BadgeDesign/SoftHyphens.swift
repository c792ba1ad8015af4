// SPDX-License-Identifier: Apache-2.0

import Foundation

extension String {
    /// The text with soft hyphens in its long words, so that what must be broken is broken where a syllable begins.
    ///
    /// The rule is German's and near enough elsewhere: a single consonant goes to the next line with the vowel behind it.
    /// Only words in Latin letters have hyphens; others are broken where Pango does so.
    func withSoftHyphens() -> String {
        var result = ""
        var word: [Character] = []
        for character in self + " " {
            if character.isLetter {
                word.append(character)
            } else {
                result += Self.hyphenated(word)
                word = []
                result.append(character)
            }
        }
        result.removeLast()
        return result
    }

    private static let longWord = 12
    /// So many letters stay together at a word's beginning and end.
    private static let unbroken = 3
    private static let softHyphen: Character = "\u{AD}"

    private static func hyphenated(_ word: [Character]) -> String {
        guard word.count >= longWord, word.allSatisfy(isLatin) else { return String(word) }
        var breaks: Set<Int> = []
        for index in word.indices.dropLast() where !isVowel(word[index]) && isVowel(word[index + 1]) {
            let start = index + 1 - soundLength(endingAt: index, in: word)
            if start >= unbroken && start <= word.count - unbroken { breaks.insert(start) }
        }
        return String(word.indices.flatMap { breaks.contains($0) ? [softHyphen, word[$0]] : [word[$0]] })
    }

    /// How many letters spell the consonant that ends at `index`.
    private static func soundLength(endingAt index: Int, in word: [Character]) -> Int {
        let spellings = ["sch", "ch", "ph", "th", "sh", "ck"]
        let found = spellings.first {
            index + 1 >= $0.count && String(word[(index + 1 - $0.count)...index]).lowercased() == $0
        }
        return found?.count ?? 1
    }

    /// Latin letters with their accents, up to the Latin Extended Additional block.
    private static func isLatin(_ letter: Character) -> Bool {
        letter.unicodeScalars.allSatisfy {
            $0.value < 0x250 || (0x1E00...0x1EFF).contains($0.value) || $0.properties.isDiacritic
        }
    }

    private static func isVowel(_ letter: Character) -> Bool {
        let bare = letter.lowercased().decomposedStringWithCanonicalMapping.first.map(String.init) ?? ""
        return "aeiouyæøœ".contains(bare)
    }
}
