// SPDX-License-Identifier: Apache-2.0

/// A name as somebody wrote it into one field or typed it: titles off, "Family, Given" understood.
struct WrittenName {
    /// What stands between commas.
    private let parts: [String]

    init(_ text: String) {
        parts = text.unicodeScalars.split(separator: ",").map { WrittenName.withoutTitles($0) }.filter { !$0.isEmpty }
    }

    var words: [NameWord] {
        guard parts.count == 2 else { return parts.flatMap { NameWord.words(of: $0, role: .unknown) } }
        return NameWord.words(of: parts[1], role: .given) + NameWord.words(of: parts[0], role: .family)
    }

    /// Whether it is two names, one behind the other, and nothing else.
    func isMade(of first: WrittenName, _ second: WrittenName) -> Bool {
        guard parts.count == 1, first.parts.count == 1, second.parts.count == 1 else { return false }
        return parts[0] == "\(first.parts[0]) \(second.parts[0])"
    }
}

extension WrittenName {
    /// One field may hold the name in two scripts, or another name in brackets: each reading apart.
    static func readings(of text: String) -> [WrittenName] {
        let outside = withoutBrackets(text)
        var texts = [outside]
        if outside != text { texts.append(text) }
        let (latin, other) = byScript(text)
        if !latin.isEmpty, !other.isEmpty { texts += [latin, other] }
        return texts.map { WrittenName($0) }
    }

    private static let leading: Set<String> = [
        "dr", "prof", "professor", "doctor", "mr", "mrs", "ms", "mx", "miss", "herr", "frau", "ing", "dipl", "mag",
    ]
    private static let trailing: Set<String> = [
        "phd", "md", "msc", "bsc", "ma", "mba", "dphil", "meng", "beng", "mphil", "dsc", "esq",
    ]

    /// Takes off titles at the front and degrees at the end, and a part that is nothing else.
    private static func withoutTitles(_ part: String.UnicodeScalarView.SubSequence) -> String {
        var words = part.split { $0.isBlank }.map(String.init)
        func key(_ word: String) -> String { word.filter { $0 != "." }.lowercased() }
        if words.count == 1, trailing.contains(key(words[0])), key(words[0]) != "ma" { return "" }
        while words.count > 1, let first = words.first, leading.contains(key(first)) { words.removeFirst() }
        while words.count > 2, let last = words.last, trailing.contains(key(last)), key(last) != "ma" {
            words.removeLast()
        }
        return words.joined(separator: " ")
    }

    private static func withoutBrackets(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { "([（【".unicodeScalars.contains($0) }) else { return text }
        var depth = 0
        var result = ""
        for character in text {
            if "([（【".contains(character) { depth += 1 }
            if depth == 0 { result.append(character) }
            if ")]）】".contains(character) { depth = max(0, depth - 1) }
        }
        return result.contains { $0.isLetter } ? result : text
    }

    private static let endOfLatin = 0x250

    /// The words with Latin letters, and those with others.
    private static func byScript(_ text: String) -> (latin: String, other: String) {
        if text.unicodeScalars.allSatisfy({ $0.value < endOfLatin }) { return (text, "") }
        var latin: [Substring] = []
        var other: [Substring] = []
        for word in text.split(whereSeparator: { $0.isWhitespace || "()[]（）【】".contains($0) }) {
            if word.unicodeScalars.contains(where: { $0.value < endOfLatin && $0.properties.isAlphabetic }) {
                latin.append(word)
            } else if word.contains(where: { $0.isLetter }) {
                other.append(word)
            }
        }
        return (latin.joined(separator: " "), other.joined(separator: " "))
    }
}
