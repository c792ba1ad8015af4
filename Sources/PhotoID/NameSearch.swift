// SPDX-License-Identifier: Apache-2.0

/// Finds the people whose names come near a presented one, and decides how sure that is.
struct NameSearch {
    struct Found {
        let person: Int
        let match: NameMatch
    }

    static let mostCandidates = 20
    /// How many people are compared word by word; the index has ranked them before.
    private static let mostCompared = 150

    let names: [[RegisteredName]]
    let spellings: SpellingIndex

    func decide(_ name: PresentedName) -> (MatchDecision, [Found]) {
        var found = search(name, reach: .alike)
        // Slips of fingers and of lists are looked for when nothing fits as it stands.
        if !found.contains(where: { $0.match.tier <= .fitting }) { found = search(name, reach: .near) }
        found.sort { left, right in
            if left.match.tier != right.match.tier { return left.match.tier < right.match.tier }
            if left.match.score != right.match.score { return left.match.score > right.match.score }
            return left.person < right.person
        }
        let decision = MatchDecision(name, found.map(\.match))
        return (decision, Array(shown(found, decision, name).prefix(NameSearch.mostCandidates)))
    }
}

extension NameSearch {
    private func search(_ name: PresentedName, reach: WordHits.Reach) -> [Found] {
        let hits = WordHits(name, in: spellings, reach: reach)
        return shortlist(hits, of: name).compactMap { person in
            best(name, person: person, hits: hits).map { Found(person: person, match: $0) }
        }
    }

    private func best(_ name: PresentedName, person: Int, hits: WordHits) -> NameMatch? {
        var best: NameMatch?
        for registered in names[person] {
            guard let match = NameMatch.best(name, registered, hits: hits) else { continue }
            if best.map({ match.isBetter(than: $0) }) ?? true { best = match }
        }
        return best
    }

    /// The people who share most with the words, without regard to their order.
    private func shortlist(_ hits: WordHits, of name: PresentedName) -> [Int] {
        var points = [Int32](repeating: 0, count: names.count)
        var lastUnit = [Int32](repeating: -1, count: names.count)
        var touched: [Int32] = []
        for (unit, tokens) in hits.byUnit.enumerated() {
            let words = Int32(name.units.units[unit].words.count)
            for hit in tokens.sorted(by: { $0.agreement > $1.agreement }) {
                for person in spellings.people[Int(hit.token)] where lastUnit[Int(person)] != Int32(unit) {
                    lastUnit[Int(person)] = Int32(unit)
                    if points[Int(person)] == 0 { touched.append(person) }
                    points[Int(person)] += Int32(hit.agreement.rawValue) * words
                }
            }
        }
        guard let most = touched.map({ points[Int($0)] }).max() else { return [] }
        var kept = touched.filter { points[Int($0)] * 3 >= most }
        if kept.count > NameSearch.mostCompared {
            kept.sort { (points[Int($0)], $1) > (points[Int($1)], $0) }
            kept.removeLast(kept.count - NameSearch.mostCompared)
        }
        return kept.map(Int.init)
    }

    /// Nobody reads a list of strangers where the answer is clear.
    private func shown(_ found: [Found], _ decision: MatchDecision, _ name: PresentedName) -> [Found] {
        switch decision {
        case .none: []
        case .exact: Array(found.prefix(1))
        case .likely, .ambiguous:
            name.isTyped || found.first?.match.tier == .near ? found : found.filter { $0.match.tier != .near }
        }
    }
}
