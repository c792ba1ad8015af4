// SPDX-License-Identifier: Apache-2.0

/// Finds the people whose names come near a presented one, and decides how sure that is.
struct NameSearch {
    struct Found {
        let person: Int
        let match: NameMatch
    }

    struct Answer {
        let decision: MatchDecision
        /// The people to be shown, best first.
        let found: [Found]

        var best: NameMatch? { found.first?.match }
    }

    static let mostCandidates = 20
    /// How many people are compared word by word; the index has ranked them before.
    private static let mostCompared = 300

    let names: [[RegisteredName]]
    let spellings: SpellingIndex

    func decide(_ name: PresentedName) -> Answer {
        var found = search(name, reach: .alike)
        // Slips of fingers and of lists are looked for when nothing fits as it stands.
        if !found.contains(where: { $0.match.tier <= .fitting }) { found = search(name, reach: .near) }
        found.sort { left, right in
            if left.match.tier != right.match.tier { return left.match.tier < right.match.tier }
            if left.match.score != right.match.score { return left.match.score > right.match.score }
            return left.person < right.person
        }
        let decision = MatchDecision(name, found.map(\.match))
        return Answer(
            decision: decision, found: Array(shown(found, decision, name).prefix(NameSearch.mostCandidates)))
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
        // A bit for each word of the name that somebody has, so that no word counts twice.
        var words = [UInt16](repeating: 0, count: names.count)
        var touched: [Int32] = []
        let units = name.units.units.indices.sorted {
            name.units.units[$0].words.count < name.units.units[$1].words.count
        }
        for unit in units {
            let mask = name.units.units[unit].words.reduce(UInt16(0)) { $0 | 1 << UInt16($1) }
            for hit in hits.byUnit[unit].sorted(by: { $0.agreement > $1.agreement }) {
                for person in spellings.people[Int(hit.token)] {
                    let new = mask & ~words[Int(person)]
                    if new == 0 { continue }
                    if words[Int(person)] == 0 { touched.append(person) }
                    words[Int(person)] |= mask
                    points[Int(person)] += Int32(hit.agreement.rawValue * new.nonzeroBitCount)
                }
            }
        }
        // A lone letter is on too many people to search by, and tells apart those that the other words have found.
        for word in name.units.words where word.isInitial {
            for person in touched where names[Int(person)].contains(where: { $0.firstLetters & word.firstLetters != 0 })
            {
                points[Int(person)] += Int32(Agreement.initial.rawValue)
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
        guard let best = found.first else { return [] }
        return switch decision {
        case .none: []
        case .exact: [best]
        case .likely, .ambiguous:
            name.isTyped || best.match.tier == .near
                ? found : found.filter { $0.match.tier != .near || $0.match.isTwin(of: best.match) }
        }
    }
}
