// SPDX-License-Identifier: Apache-2.0

/// The registration list, ready to be searched; an immutable value, built anew when the list changes.
package struct LookupIndex<ID: Hashable & Sendable & Comparable>: Sendable {
    private let ids: [ID]
    private var names: [[RegisteredName]]
    private var spellings = SpellingIndex()
    private var orderCodes: [String: [Int]] = [:]
    private var emails = EmailIndex(of: [Person<ID>]())

    package init(_ people: [Person<ID>]) {
        let people = LookupIndex.sorted(people)
        self.init(ids: people.map(\.id))
        for (index, person) in people.enumerated() { insert(NameReading.all(of: person), person: index) }
        finish(people, EmailIndex(of: people))
    }

    /// The same, with the names read on several cores, for it takes a second on a list of 100 000 people.
    @concurrent package static func reading(_ people: [Person<ID>]) async -> LookupIndex {
        let people = sorted(people)
        async let emails = EmailIndex(of: people)
        var index = LookupIndex(ids: people.map(\.id))
        await withTaskGroup(of: (start: Int, names: [[NameReading]]).self) { group in
            let starts = stride(from: 0, to: people.count, by: partSize)
            var waiting = starts.makeIterator()
            func readNext() {
                guard let start = waiting.next() else { return }
                group.addTask {
                    (start, people[start..<min(start + partSize, people.count)].map { NameReading.all(of: $0) })
                }
            }
            for _ in 0..<mostParts { readNext() }
            // The order in which names come in makes no difference to what is found.
            for await part in group {
                for (offset, readings) in part.names.enumerated() {
                    index.insert(readings, person: part.start + offset)
                }
                readNext()
            }
        }
        index.finish(people, await emails)
        return index
    }

    private static var partSize: Int { 1_000 }
    private static var mostParts: Int { 8 }

    private init(ids: [ID]) {
        self.ids = ids
        names = Array(repeating: [], count: ids.count)
    }

    private mutating func insert(_ readings: [NameReading], person: Int) {
        names[person] = readings.map { RegisteredName($0, person: Int32(person), in: &spellings) }
    }

    private mutating func finish(_ people: [Person<ID>], _ emails: EmailIndex) {
        self.emails = emails
        spellings.finish()
        for (index, person) in people.enumerated() {
            guard let code = person.orderCode.map(OrderCode.key), !code.isEmpty else { continue }
            orderCodes[code, default: []].append(index)
        }
    }

    private static func sorted(_ people: [Person<ID>]) -> [Person<ID>] {
        let ids = people.map(\.id)
        return ids.indices.sorted { ids[$0] < ids[$1] }.map { people[$0] }
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
