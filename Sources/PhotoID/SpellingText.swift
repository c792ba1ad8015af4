// SPDX-License-Identifier: Apache-2.0

/// The letters of all spellings, one behind the other.
struct SpellingText: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = [0]

    var count: Int { ends.count - 1 }

    mutating func append(_ spelling: String) -> SpellingIndex.Token {
        bytes += spelling.utf8
        ends.append(bytes.count)
        return SpellingIndex.Token(count - 1)
    }

    func length(of token: SpellingIndex.Token) -> Int { ends[Int(token) + 1] - ends[Int(token)] }

    func bytes(of token: SpellingIndex.Token) -> ArraySlice<UInt8> { bytes[ends[Int(token)]..<ends[Int(token) + 1]] }

    func precedes(_ token: SpellingIndex.Token, _ other: SpellingIndex.Token) -> Bool {
        bytes(of: token).lexicographicallyPrecedes(bytes(of: other))
    }

    func precedes(_ token: SpellingIndex.Token, _ word: [UInt8]) -> Bool {
        bytes(of: token).lexicographicallyPrecedes(word)
    }

    func starts(_ token: SpellingIndex.Token, with word: [UInt8]) -> Bool { bytes(of: token).starts(with: word) }

    /// The distance to a spelling, or to as many of its first letters.
    func distance(
        _ distance: EditDistance, to token: SpellingIndex.Token, upTo length: Int = .max
    ) -> (whole: Int, beginning: Int) {
        let start = ends[Int(token)]
        let end = min(ends[Int(token) + 1] - start, length) + start
        return distance.distance(to: bytes.span.extracting(start..<end))
    }
}
