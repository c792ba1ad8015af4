// SPDX-License-Identifier: Apache-2.0

/// What somebody shows at the desk.
package enum Evidence: String, CaseIterable, Sendable {
    case licence, passport, card, orderCode, name
}

/// Who comes, and what they bring along: shares of all arrivals.
package struct CastRules: Equatable, Sendable {
    package var walkIns = 0.03
    package var withoutSeat = 0.02
    /// Of those who got a badge.
    package var lostBadges = 0.02
    /// Documents that arrive damaged, and names that are typed wrong.
    package var misread = 0.05
    /// How many rooms each person goes to, on average.
    package var moves = 3.0

    package init() {}

    /// How often each kind of evidence is shown, in parts of a hundred.
    package static let evidence: [(Evidence, Int)] = [
        (.licence, 35), (.passport, 15), (.card, 15), (.orderCode, 20), (.name, 15),
    ]
}

/// Somebody who comes to a desk.
package struct Arrival: Sendable {
    package enum Visitor: Sendable {
        case guest(Guest)
        case walkIn(MadeUpPerson)
    }

    package let visitor: Visitor
    package let evidence: Evidence
    /// What the desk reads first, and what it tries after that, in turn.
    package let texts: [String]
    package let isMisread: Bool
    package let losesBadge: Bool
    /// How many rooms the person goes to.
    package let moves: Int
}

/// Makes up who comes, in which order, and with which papers.
package struct Cast: Sendable {
    package let arrivals: [Arrival]

    /// So many of `guests` and others come, or fewer if there are not so many people with a seat; nobody comes twice.
    package init(_ count: Int, of guests: [Guest], rules: CastRules, _ chance: inout Chance) {
        var seated = guests.filter(\.hasSeat).shuffled(using: &chance)
        var unseated = guests.filter { !$0.hasSeat }.shuffled(using: &chance)
        var arrivals: [Arrival] = []
        while arrivals.count < count {
            let lot = chance.unit()
            if lot < rules.walkIns {
                arrivals.append(Self.walkIn(rules, &chance))
            } else if lot < rules.walkIns + rules.withoutSeat, let guest = unseated.popLast() {
                arrivals.append(Self.arrival(of: guest, rules, &chance))
            } else if let guest = seated.popLast() {
                arrivals.append(Self.arrival(of: guest, rules, &chance))
            } else {
                break
            }
        }
        self.arrivals = arrivals
    }

    private static func walkIn(_ rules: CastRules, _ chance: inout Chance) -> Arrival {
        let person = MadeUpPerson(&chance)
        let passport = MadeUpDocument.passport(given: person.givenName, family: person.familyName)
        return Arrival(
            visitor: .walkIn(person), evidence: .passport, texts: [passport ?? person.fullName], isMisread: false,
            losesBadge: chance.happens(rules.lostBadges), moves: moves(rules, &chance))
    }

    private static func arrival(of guest: Guest, _ rules: CastRules, _ chance: inout Chance) -> Arrival {
        let wanted = evidence(&chance)
        let text = text(of: wanted, for: guest)
        let evidence = text == nil ? Evidence.name : wanted
        let shown = text ?? guest.fullName
        let isMisread = evidence != .orderCode && chance.happens(rules.misread)
        let first = isMisread ? misread(shown, as: evidence, &chance) : shown
        // A volunteer who finds nobody types the name, and then asks for the ticket.
        let fallbacks = [guest.fullName, guest.orderCode].compactMap(\.self).filter { $0 != first }
        return Arrival(
            visitor: .guest(guest), evidence: evidence, texts: [first] + fallbacks, isMisread: isMisread,
            losesBadge: chance.happens(rules.lostBadges), moves: moves(rules, &chance))
    }

    private static func evidence(_ chance: inout Chance) -> Evidence {
        var lot = chance.unit() * Double(CastRules.evidence.reduce(0) { $0 + $1.1 })
        for (evidence, parts) in CastRules.evidence {
            lot -= Double(parts)
            if lot < 0 { return evidence }
        }
        return .name
    }

    static func text(of evidence: Evidence, for guest: Guest) -> String? {
        switch evidence {
        case .licence: MadeUpDocument.licence(given: guest.givenName, family: guest.familyName)
        case .passport: MadeUpDocument.passport(given: guest.givenName, family: guest.familyName)
        case .card: MadeUpDocument.card(given: guest.givenName, family: guest.familyName)
        case .orderCode: guest.orderCode
        case .name: guest.fullName
        }
    }

    /// A scan of which the end got lost, a letter that the camera took for another, or two keys in the wrong order.
    private static func misread(_ text: String, as evidence: Evidence, _ chance: inout Chance) -> String {
        var letters = Array(text)
        guard letters.count > 3 else { return text }
        switch evidence {
        case .licence: return String(letters.prefix(letters.count * 6 / 10))
        case .passport, .card:
            let end = evidence == .passport ? 30 : letters.count
            let place = (end == letters.count ? letters.count - 30 : 5) + Int(chance.next() % 8)
            letters[place] = letters[place] == "O" ? "0" : "O"
        case .orderCode, .name:
            letters.swapAt(1 + Int(chance.next() % UInt64(letters.count - 2)), letters.count - 1)
        }
        return String(letters)
    }

    private static func moves(_ rules: CastRules, _ chance: inout Chance) -> Int {
        guard rules.moves > 0 else { return 0 }
        return Int(chance.unit() * (2 * rules.moves + 1))
    }
}
