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
    /// How many spellings all neighbours together may have, and those of one unit.
    private static let mostSpellings = (all: 240, ofUnit: 60)
    /// Nobody's name is longer, and whatever is keeps the comparison short.
    private static let mostWords = 12

    init(_ words: [NameWord]) {
        var words = Array(words.prefix(NameUnits.mostWords))
        NameWord.markParticles(&words)
        let most = min(NameUnits.mostSpellings.ofUnit, NameUnits.mostSpellings.all / max(1, words.count))
        var units: [Unit] = []
        for start in words.indices {
            units.append(Unit(words: start..<(start + 1), spellings: words[start].spellings))
            for end in start + 2..<start + 2 + NameUnits.longestJoin - 1 where end <= words.count {
                let neighbours = words[start..<end]
                guard neighbours.allSatisfy({ $0.role == words[start].role }) else { break }
                units.append(Unit(words: start..<end, spellings: NameUnits.joined(neighbours, most)))
            }
        }
        self.words = words
        self.units = units
    }

    /// Every way to join the words' spellings, the plain ones first, up to a limit.
    private static func joined(_ words: ArraySlice<NameWord>, _ most: Int) -> [String] {
        words.reduce([""]) { joined, word in
            Array(joined.flatMap { start in word.spellings.map { start + $0 } }.prefix(most))
        }
    }
}
