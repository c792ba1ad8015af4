// SPDX-License-Identifier: Apache-2.0

/// What the index holds for each word of a presented name, looked up once and then shared by all comparisons.
struct WordHits {
    struct Entry {
        let unit: Int
        let agreement: Agreement
    }

    /// How far from the letters a search goes.
    enum Reach {
        /// The same word in any spelling, the beginning of one, a short form, or one that sounds alike.
        case alike
        /// Also words a few letters away; this visits every spelling on the list.
        case near
    }

    /// How many spellings of one name are compared with every spelling on the list, besides each word's plainest.
    private static let mostNear = 24

    private(set) var byToken: [SpellingIndex.Token: [Entry]] = [:]
    private(set) var byUnit: [[SpellingIndex.Hit]] = []

    init(_ name: PresentedName, in index: SpellingIndex, reach: Reach) {
        for unit in name.units.units {
            let hits = WordHits.best(WordHits.search(unit, of: name, in: index, reach: reach))
            for hit in hits {
                byToken[hit.token, default: []].append(Entry(unit: byUnit.count, agreement: hit.agreement))
            }
            byUnit.append(hits)
        }
    }
}

extension WordHits {
    private static func search(
        _ unit: NameUnits.Unit, of name: PresentedName, in index: SpellingIndex, reach: Reach
    ) -> [SpellingIndex.Hit] {
        let word = name.units.words[unit.words.lowerBound]
        let isSingle = unit.words.count == 1
        // A lone letter is compared as an initial, person by person; it would match a twentieth of the list.
        if isSingle, word.isInitial { return [] }
        // Slips are looked for in the likeliest spellings of a name that may be read in many ways.
        let mostNear = WordHits.mostNear / name.units.words.count
        var hits: [SpellingIndex.Hit] = []
        for (number, spelling) in unit.spellings.enumerated() {
            hits += index.equal(to: spelling)
            if !name.isBeginning { hits += index.sounding(like: spelling) }
            guard isSingle, !word.isIdeographic else { continue }
            if !word.isParticle, name.isTyped || (word.mayBeCut && spelling.utf8.count > 1) {
                hits += index.beginning(with: spelling)
            }
            if word.role != .family { hits += index.shortForms(of: spelling) }
            if reach == .alike || name.isBeginning || number > mostNear { continue }
            hits += index.near(spelling, asBeginning: name.isTyped)
        }
        return hits
    }

    /// Each spelling once, with its best agreement.
    private static func best(_ hits: [SpellingIndex.Hit]) -> [SpellingIndex.Hit] {
        var best: [SpellingIndex.Token: Agreement] = [:]
        for hit in hits {
            if let other = best[hit.token], other >= hit.agreement { continue }
            best[hit.token] = hit.agreement
        }
        return best.map { SpellingIndex.Hit(token: $0.key, agreement: $0.value) }
    }
}
