// SPDX-License-Identifier: Apache-2.0

/// Which letters each spelling contains, by length: most spellings are ruled out by comparing these alone.
struct SpellingLetters: Sendable {
    private var letters: [UInt64] = []
    private var tokens: [SpellingIndex.Token] = []
    /// Where the spellings of a length begin.
    private var starts: [Int] = [0]

    init() {}

    init(_ text: SpellingText) {
        tokens = (0..<SpellingIndex.Token(text.count)).sorted { text.length(of: $0) < text.length(of: $1) }
        letters = tokens.map { SpellingLetters.letters(of: text.bytes(of: $0)) }
        for (place, token) in tokens.enumerated() {
            while starts.count <= text.length(of: token) { starts.append(place) }
        }
        starts.append(tokens.count)
    }

    /// Visits the spellings of these lengths that contain the word's letters but for a few, in any order.
    ///
    /// At most `limit` letters, and that is at most 2, may be missing, and with `asBeginning` there may be any number of
    /// others, else as few. This loop visits half of the list for every word, so it is written for speed.
    func forEach(
        near word: [UInt8], lengths: ClosedRange<Int>, limit: Int, asBeginning: Bool,
        _ visit: (SpellingIndex.Token) -> Void
    ) {
        let first = min(max(lengths.lowerBound, 0), starts.count - 1)
        let last = lengths.upperBound < starts.count - 1 ? lengths.upperBound + 1 : starts.count - 1
        let wanted = SpellingLetters.letters(of: word[...])
        let letters = letters.span
        var place = starts[first]
        let end = starts[last]
        while place < end {
            let found = letters[place]
            var missing = wanted & ~found
            var others = asBeginning ? 0 : found & ~wanted
            // Each step takes the lowest bit off.
            missing &= missing &- 1
            others &= others &- 1
            if limit > 1 {
                missing &= missing &- 1
                others &= others &- 1
            }
            if missing | others == 0 { visit(tokens[place]) }
            place += 1
        }
    }

    private static func letters(of bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 | 1 << UInt64($1 & 0x3F) }
    }
}
