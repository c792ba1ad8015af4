// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Gives posters their boards, and moves them when an organizer says so.
package struct PosterDesk<Store: Journal & Roster>: Sendable {
    private let store: Store
    private let event: Event
    private let now: @Sendable () -> Date

    package init(store: Store, event: Event, now: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.event = event
        self.now = now
    }

    /// What giving boards came to.
    package struct Round: Equatable, Sendable {
        /// How many boards were given now.
        package let assigned: Int
        /// The poster sessions without a board for everybody, with how many are left over.
        package let overflow: [PlaceID: Int]
    }

    /// Gives a board to each poster that is to have one and has none; changes nothing else.
    @discardableResult
    package func assignBoards() async throws -> Round {
        let people = try await store.registrations().filter { $0.details.poster != nil }
        let event = event
        let plan = await store.read { BoardPlan(people, $0, event: event) }
        guard !plan.assignments.isEmpty else { return Round(assigned: 0, overflow: plan.overflow) }
        let moment = now()
        return try await store.decide { context in
            // The list may have changed since it was read.
            let current = try people.compactMap { try context.registration($0.id) }
            let plan = BoardPlan(current, context.state, event: event)
            let facts = plan.assignments.map {
                Fact(at: moment, station: nil, .boardAssigned($0.registration, at: $0.place, board: $0.board))
            }
            return Decision(recording: facts, answer: Round(assigned: facts.count, overflow: plan.overflow))
        }
    }

    /// Everybody who has a poster or a board, in the order of the list.
    package func listings() async throws -> [PosterListing] {
        let people = try await store.registrations()
        let event = event
        return await store.read { $0.posterListings(of: people, event: event) }
    }

    /// Moves the person's poster to another board of a poster session, or gives it one; the same request again changes
    /// nothing.
    package func move(
        _ id: RegistrationID, to board: Int, at placeID: PlaceID, request: FactID, at station: StationID
    ) async throws -> BoardOutcome {
        let moved = Happening.boardAssigned(id, at: placeID, board: board)
        return try await decide(id, placeID, Fact(id: request, at: now(), station: station, moved)) {
            place, person, state in
            guard board >= 1, board <= place.boards else {
                return .unknownBoard(last: place.boards)
            }
            guard hangs(person, in: place) || state.posters.board(of: id, in: placeID) != nil else { return .noPoster }
            let holder = state.posters.boards(in: placeID).first { $0.value == board }?.key
            return holder == nil || holder == id ? nil : .taken
        }
    }

    /// Frees the board of a poster that does not hang any more; the same request again changes nothing.
    package func free(
        _ id: RegistrationID, at placeID: PlaceID, request: FactID, at station: StationID
    ) async throws -> BoardOutcome {
        let freed = Fact(id: request, at: now(), station: station, .boardFreed(id, at: placeID))
        return try await decide(id, placeID, freed) { place, person, state in
            guard state.posters.board(of: id, in: placeID) != nil else { return .noPoster }
            // It would get a board again at once.
            return hangs(person, in: place) && state.hasSeat(person) ? .stillHangs : nil
        }
    }

    /// Whether the list has a poster of the person in that poster session.
    private func hangs(_ person: Registration, in place: Place) -> Bool {
        person.details.poster.map { event.posterSessions(of: $0).contains(place) } ?? false
    }

    private func decide(
        _ id: RegistrationID, _ placeID: PlaceID, _ fact: Fact,
        _ refusal: @escaping @Sendable (Place, Registration, ConferenceState) -> BoardRefusal?
    ) async throws -> BoardOutcome {
        let event = event
        return try await store.decide { context in
            guard let person = try context.registration(id) else {
                return Decision(answer: .refused(.unknownRegistration))
            }
            guard let place = event.place(placeID), place.kind == .posterSession else {
                return Decision(answer: .refused(.unknownPlace))
            }
            if let known = try context.fact(fact.id) {
                guard known.event == fact.event else { return Decision(answer: .refused(.requestUsedBefore)) }
                return Decision { Self.outcome(person, $0, event) }
            }
            if let refusal = refusal(place, person, context.state) { return Decision(answer: .refused(refusal)) }
            return Decision(recording: [fact]) { Self.outcome(person, $0, event) }
        }
    }

    private static func outcome(_ person: Registration, _ state: ConferenceState, _ event: Event) -> BoardOutcome {
        .recorded(state.posterListings(of: [person], event: event).first)
    }
}

/// What came of a wish about a board.
package enum BoardOutcome: Equatable, Sendable {
    /// It is on record; told with how the poster hangs then, `nil` for one that is gone.
    case recorded(PosterListing?)
    case refused(BoardRefusal)
}

/// Why a poster cannot hang, or be taken down, as somebody wants it.
package enum BoardRefusal: Equatable, Sendable {
    case unknownRegistration
    /// The place is none, or no poster session.
    case unknownPlace
    /// The poster session has boards from 1 to `last` alone.
    case unknownBoard(last: Int)
    /// Another poster hangs there.
    case taken
    /// The person has no poster in that session.
    case noPoster
    /// The list has the poster still, which would get a board again.
    case stillHangs
    case requestUsedBefore
}
