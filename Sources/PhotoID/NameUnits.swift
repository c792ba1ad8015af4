// SPDX-License-Identifier: Apache-2.0

/// The words of a name, and the neighbours among them written together ("Min Su" as "minsu").
struct NameUnits: Sendable {
    /// A word, or up to three neighbours of one role read as one.
    struct Unit: Sendable {
        let words: Range<Int>
        let spellings: [String]
    }

    let words: [NameWord]
    let units: [Unit]

    private static let longestJoin = 3
    /// Nobody's name is longer, and whatever is keeps the comparison short.
    private static let mostWords = 12

    init(_ words: [NameWord]) {
        var words = Array(words.prefix(NameUnits.mostWords))
        NameWord.markParticles(&words)
        var units: [Unit] = []
        for start in words.indices {
            units.append(Unit(words: start..<(start + 1), spellings: words[start].spellings))
            for end in start + 2..<start + 2 + NameUnits.longestJoin - 1 where end <= words.count {
                let neighbours = words[start..<end]
                guard neighbours.allSatisfy({ $0.role == words[start].role }) else { break }
                units.append(Unit(words: start..<end, spellings: NameUnits.joined(neighbours)))
            }
        }
        self.words = words
        self.units = units
    }

    /// One joined spelling for each scheme that any of the words has.
    private static func joined(_ words: ArraySlice<NameWord>) -> [String] {
        let count = words.map(\.spellings.count).max() ?? 1
        return (0..<count).map { scheme in
            words.reduce(into: "") { $0 += $1.spellings[min(scheme, $1.spellings.count - 1)] }
        }
    }
}
