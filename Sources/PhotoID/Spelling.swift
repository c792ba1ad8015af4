// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// The ways in which one word of a name may stand on a document or be typed: a to z and digits alone.
enum Spelling {
    /// How a letter outside A to Z is written by those who have no such key.
    enum Scheme: Int, CaseIterable {
        /// The bare letter: ü → u.
        case plain
        /// What passports and people write: ü → ue.
        case expanded
        /// The rare third column of ICAO's table: ü → uxx, ñ → nxx.
        case marked
    }

    /// All spellings of a word, each once, the plain one first; none if it has no letters.
    static func all(of word: String) -> [String] {
        let lower = word.lowercased()
        if lower.utf8.allSatisfy(isKept) { return lower.isEmpty ? [] : [lower] }
        if lower.utf8.allSatisfy({ $0 < 0x80 }) { return kept([ascii(lower)]) }
        let composed = lower.precomposedStringWithCanonicalMapping
        if composed.unicodeScalars.contains(where: { !isLatinGreekOrCyrillic($0) }) {
            return kept(otherScript(composed))
        }
        return kept(Scheme.allCases.map { spell(composed, $0) } + mixed(composed) + national(composed))
    }

    /// A coarser key, equal for spellings that differ only in how an umlaut or the sound of i and y was written.
    static func coarseKey(_ spelling: String) -> String {
        var key: [UInt8] = []
        for letter in spelling.utf8 {
            // LYU is the Chinese name Lü, and another than LIU.
            let isUmlaut = key.last == UInt8(ascii: "l") || key.last == UInt8(ascii: "n")
            let byte = letter == UInt8(ascii: "y") && !isUmlaut ? UInt8(ascii: "i") : letter
            if byte == UInt8(ascii: "i"), key.last == byte { continue }
            if byte == UInt8(ascii: "e"), let last = key.last, "aou".utf8.contains(last) { continue }
            if byte == UInt8(ascii: "a"), key.last == byte { continue }
            if byte == UInt8(ascii: "x"), let last = key.last, "xun".utf8.contains(last) { continue }
            key.append(byte)
        }
        return key.text
    }
}

extension Spelling {
    private static func spell(_ word: String, _ scheme: Scheme) -> String {
        var result = ""
        let scalars = Array(word.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            if scalar.isASCII {
                result.unicodeScalars.append(scalar)
            } else if let letters = LatinLetters.table[scalar] ?? CyrillicLetters.table[scalar] {
                result += letters[min(scheme.rawValue, letters.count - 1)]
            } else if let letters = GreekLetters.spelling(of: scalars, at: index) {
                result += letters
            } else {
                result += base(of: scalar)
            }
        }
        return ascii(result)
    }

    /// A Cyrillic word as the states print it that do not follow ICAO's table, with both spellings of all other letters.
    private static func national(_ word: String) -> [String] {
        guard word.unicodeScalars.contains(where: { CyrillicLetters.table[$0] != nil }) else { return [] }
        return CyrillicLetters.nationalWays.flatMap { way in
            let changed = word.unicodeScalars.map { way[$0] ?? String(Character($0)) }.joined()
            return [spell(changed, .plain), spell(changed, .expanded)]
        }
    }

    /// Marks come off a Latin letter by decomposition.
    private static func base(of scalar: Unicode.Scalar) -> String {
        let parts = String(Character(scalar)).decomposedStringWithCanonicalMapping.unicodeScalars
        return parts.first.flatMap { $0.isASCII ? String(Character($0)) : nil } ?? ""
    }

    /// A word with several such letters may mix the schemes: Örnólfur is OERNOLFUR on a passport.
    private static func mixed(_ word: String) -> [String] {
        let letters = word.map { LatinLetters.table[$0.unicodeScalars.first ?? " "]?.prefix(2).map { $0 } }
        guard letters.count(where: { ($0?.count ?? 0) > 1 }) > 1 || letters.contains(where: { $0 != nil }) else {
            return []
        }
        var result = [""]
        for (character, ways) in zip(word, letters) {
            let ways = ways ?? [spell(String(character), .plain)]
            result = Array(result.flatMap { start in ways.map { start + $0 } }.prefix(mostMixed))
        }
        return result.map(ascii)
    }

    private static let mostMixed = 8

    private static func otherScript(_ word: String) -> [String] {
        guard let scalar = word.unicodeScalars.first else { return [] }
        let hangul = HangulRomanisation.spellings(of: scalar)
        if !hangul.isEmpty { return hangul }
        guard scalar.properties.isIdeographic else { return [ascii(romanised(word))] }
        return ideographs.withLock { known in
            if let spellings = known[scalar] { return spellings }
            let spellings = ChineseReadings.spellings(of: word, pinyin: ascii(romanised(word)))
            known[scalar] = spellings
            return spellings
        }
    }

    /// What has been asked of the system's tables before, as they are slow and the characters of a list are few.
    private static let ideographs = Mutex<[Unicode.Scalar: [String]]>([:])

    /// Other scripts are left to the system's tables, a whole word at a time.
    ///
    /// Two Arabic letters at the end of a word stand for an a, which the tables do not say.
    private static func romanised(_ word: String) -> String {
        let word = word.replacing("ة", with: "ا").replacing("ى", with: "ا")
        return word.applyingTransform(StringTransform("Any-Latin; Latin-ASCII; Lower"), reverse: false) ?? ""
    }

    private static func isLatinGreekOrCyrillic(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x0530, 0x1E00..<0x2070, 0xFB00..<0xFB07: true
        default: false
        }
    }

    private static func ascii(_ text: String) -> String {
        String(decoding: text.utf8.filter(isKept), as: UTF8.self)
    }

    private static func isKept(_ byte: UInt8) -> Bool { Byte.isSmallLetter(byte) || Byte.isDigit(byte) }

    private static func kept(_ spellings: [String]) -> [String] {
        var result: [String] = []
        for spelling in spellings where !spelling.isEmpty && !result.contains(spelling) { result.append(spelling) }
        return result
    }
}
