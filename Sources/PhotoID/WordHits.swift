// SPDX-License-Identifier: Apache-2.0

/// What the index holds for each word of a presented name, looked up once and then shared by all comparisons.
struct WordHits {
    struct Entry {
        let unit: Int
        let agreement: Agreement
    }

    private(set) var byToken: [SpellingIndex.Token: [Entry]] = [:]
    private(set) var byUnit: [[SpellingIndex.Hit]] = []

    /// `bySound` also takes words that only sound alike, which are many.
    init(_ name: PresentedName, in index: SpellingIndex, bySound: Bool) {
        for unit in name.units.units {
            let hits = WordHits.best(WordHits.search(unit, of: name, in: index, bySound: bySound))
            for hit in hits {
                byToken[hit.token, default: []].append(Entry(unit: byUnit.count, agreement: hit.agreement))
            }
            byUnit.append(hits)
        }
    }
}

extension WordHits {
    private static func search(
        _ unit: NameUnits.Unit, of name: PresentedName, in index: SpellingIndex, bySound: Bool
    ) -> [SpellingIndex.Hit] {
        let word = name.units.words[unit.words.lowerBound]
        let isSingle = unit.words.count == 1
        // A lone letter is compared as an initial, person by person; it would match a twentieth of the list.
        if isSingle, word.isInitial { return [] }
        var hits: [SpellingIndex.Hit] = []
        for spelling in unit.spellings {
            hits += index.equal(to: spelling)
            if bySound, unit.words.count <= 2 { hits += index.sounding(like: spelling) }
            guard isSingle, !word.isIdeographic else { continue }
            if !word.isParticle, name.isTyped || (word.mayBeCut && spelling.utf8.count > 1) {
                hits += index.beginning(with: spelling)
            }
            if word.role != .family { hits += index.shortForms(of: spelling) }
            // A few letters alone are still being typed and are near to half the list.
            if spelling.utf8.count < 4, name.isTyped, name.units.words.count == 1 { continue }
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
