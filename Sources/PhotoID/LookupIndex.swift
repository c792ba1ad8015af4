// SPDX-License-Identifier: Apache-2.0

/// The registration list, ready to be searched; an immutable value, built anew when the list changes.
package struct LookupIndex<ID: Hashable & Sendable & Comparable>: Sendable {
    private let ids: [ID]
    private let names: [[RegisteredName]]
    private let spellings: SpellingIndex
    private let orderCodes: [String: [Int]]
    private let emails: EmailIndex

    package init(_ people: [Person<ID>]) {
        var spellings = SpellingIndex()
        var names: [[RegisteredName]] = []
        var orderCodes: [String: [Int]] = [:]
        let people = people.sorted { $0.id < $1.id }
        names.reserveCapacity(people.count)
        for (index, person) in people.enumerated() {
            names.append(
                NameReading.all(of: person).map { reading in
                    RegisteredName(reading, person: Int32(index), in: &spellings)
                })
            if let code = person.orderCode.map(OrderCode.key), !code.isEmpty {
                orderCodes[code, default: []].append(index)
            }
        }
        spellings.finish()
        ids = people.map(\.id)
        self.names = names
        self.spellings = spellings
        self.orderCodes = orderCodes
        emails = EmailIndex(
            people.enumerated().compactMap { index, person in person.email.map { (email: $0, person: index) } })
    }

    /// Says who it may be, whatever a scanner or a keyboard delivered.
    package func lookUp(_ input: String) -> LookupResult<ID> {
        // An order code may look like anything, so the list is asked first.
        if input.utf8.count <= OrderCode.maximumLength, let result = lookUp(orderCode: input) { return result }
        return switch Scan(input) {
        case .aamva(let name): lookUp(name, source: .aamva)
        case .mrz(let name): lookUp(name, source: .mrz)
        case .email(let address): lookUp(email: address)
        case .text(let text): lookUp(orderCode: text) ?? lookUp(typed: text)
        }
    }
}

extension LookupIndex: CustomStringConvertible, CustomReflectable {
    package var description: String { "LookupIndex(\(ids.count) people)" }
    package var customMirror: Mirror { Mirror(self, children: ["count": ids.count]) }
}

// MARK: - By name

extension LookupIndex {
    private func lookUp(_ document: DocumentName?, source: LookupSource) -> LookupResult<ID> {
        guard let document else { return .nobody(source) }
        return lookUp(PresentedName(document), source: source)
    }

    /// The way to read the text whose best match is the best, and the first of equals.
    private func lookUp(typed text: String) -> LookupResult<ID> {
        let answers = PresentedName.typed(text).filter(\.isSearchable).map { (name: $0, found: search($0)) }
        guard
            let best = answers.min(by: { left, right in
                guard let match = left.found.best else { return false }
                return right.found.best.map { match.tier < $0.tier } ?? true
            })
        else { return .nobody(.name) }
        return result(best.found, of: best.name, source: .name)
    }

    private func lookUp(_ name: PresentedName, source: LookupSource) -> LookupResult<ID> {
        name.isSearchable ? result(search(name), of: name, source: source) : .nobody(source)
    }

    private func search(_ name: PresentedName) -> NameSearch.Answer {
        NameSearch(names: names, spellings: spellings).decide(name)
    }

    private func result(
        _ answer: NameSearch.Answer, of name: PresentedName, source: LookupSource
    ) -> LookupResult<ID> {
        let candidates = answer.found.map { found in
            let repaired: [MatchReason] = name.isDoubtful ? [.repairedReading] : []
            return MatchCandidate(id: ids[found.person], reasons: found.match.reasons + repaired)
        }
        return LookupResult(decision: answer.decision, source: source, candidates: candidates)
    }
}

// MARK: - By order code and e-mail

extension LookupIndex {
    /// Nil if nobody has this order code.
    private func lookUp(orderCode text: String) -> LookupResult<ID>? {
        guard !orderCodes.isEmpty, let people = orderCodes[OrderCode.key(text)] else { return nil }
        return result(people, .sameOrderCode, source: .code, whenOne: OrderCode.mayBeName(text) ? .likely : .exact)
    }

    private func lookUp(email address: String) -> LookupResult<ID> {
        let people = emails.people(with: address)
        if !people.isEmpty { return result(people, .sameEmail, source: .email, whenOne: .exact) }
        return result(emails.people(startingWith: address), .emailStartsWith, source: .email, whenOne: .likely)
    }

    private func result(
        _ people: [Int], _ reason: MatchReason, source: LookupSource, whenOne decision: MatchDecision
    ) -> LookupResult<ID> {
        let candidates = people.prefix(NameSearch.mostCandidates).map { MatchCandidate(id: ids[$0], reasons: [reason]) }
        let decision = people.isEmpty ? MatchDecision.none : people.count == 1 ? decision : .ambiguous
        return LookupResult(decision: decision, source: source, candidates: candidates)
    }
}
