// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Starts, plans, moves, merges and ends the sessions of a conference that organizes itself.
package final class SessionDesk<Store: Journal, Verifier: BadgeVerifier>: Sendable {
    private let journal: Store
    let event: Event
    private let reader: BadgeReader<Verifier>
    private let now: @Sendable () -> Date

    /// How long a session is to last that says nothing of it.
    package static var usualSeconds: Double { 3600 }
    /// A session begins at a door only if the room is free for so long at least.
    package static var shortestSeconds: Double { 300 }

    package init(
        journal: Store, event: Event, verifier: Verifier, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.journal = journal
        self.event = event
        reader = BadgeReader(event: event.id, verifier: verifier)
        self.now = now
    }

    /// Puts a session on record, with its room and time if it has them.
    package func open(_ request: SessionRequest, at station: StationID) async throws -> SessionOutcome {
        let host = request.hostBadge.map(reader.read)
        let now = now()
        let id = SessionID(request.id.rawValue)
        return try await decide(request.id, id) { state in
            var owner: RegistrationID?
            if let host {
                switch state.holder(of: host) {
                case .success(let badge): owner = badge.registration
                case .failure(let refusal): return .failure(.badge(refusal))
                }
            }
            return self.facts(of: request, id, by: owner, at: now, station, state).map { facts in
                let text = SessionText(
                    id: id, title: request.wording.title, description: request.wording.description)
                return Change(facts: facts, texts: [.session(text)])
            }
        }
    }

    private func facts(
        of request: SessionRequest, _ id: SessionID, by host: RegistrationID?, at now: Date, _ station: StationID,
        _ state: ConferenceState
    ) -> Result<[Fact], SessionRefusal> {
        let proposal = Fact(id: request.id, at: now, station: station, .sessionProposed(id, by: host))
        switch request.time {
        case .undecided: return .success([proposal])
        case .planned(let slot):
            return check(slot, of: nil, at: now, state).map { slot in
                [proposal, Fact(at: now, station: station, .sessionScheduled(id, slot))]
            }
        case .now(let place, let until):
            return slotNow(in: place, from: now, until: until, of: id, state).map { slot in
                [proposal, Fact(at: now, station: station, .sessionStarted(id, slot))]
            }
        }
    }

    /// Starts a proposed or planned session now in `place`, until `end`, as long as it was planned or as usual.
    package func start(
        _ session: SessionID, in place: PlaceID, until end: Date?, request: FactID, at station: StationID
    ) async throws -> SessionOutcome {
        let now = now()
        return try await change(session, request, at: now) { session, state in
            let isHere = session.phase(at: now) == .running && session.slot?.place == place
            // Whoever presses second finds it begun.
            if isHere, session.startedAt != nil, end == nil { return .success([]) }
            let slot =
                isHere
                ? self.longer(session, until: end, at: now, state)
                : self.slotNow(in: place, from: now, until: end, of: session.id, state)
            return slot.map { [Fact(id: request, at: now, station: station, .sessionStarted(session.id, $0))] }
        }
    }

    /// Gives a session another room or time, or more time; more time also just after its time ran out.
    package func move(
        _ session: SessionID, to slot: SessionSlot, request: FactID, at station: StationID
    ) async throws -> SessionOutcome {
        let now = now()
        return try await decide(request, session) { state in
            guard let session = state.sessions[session] else { return .failure(.unknownSession) }
            guard session.isOpen(at: now) || self.mayGoOn(session, at: now, state) else { return .failure(.over) }
            return self.check(slot, of: session, at: now, state).map {
                Change(facts: [Fact(id: request, at: now, station: station, .sessionScheduled(session.id, $0))])
            }
        }
    }

    /// Takes back that a session was ended, withdrawn or merged, as long as its room and time are still to be had.
    package func reopen(
        _ session: SessionID, request: FactID, at station: StationID
    ) async throws -> SessionOutcome {
        let now = now()
        return try await decide(request, session) { state in
            guard let session = state.sessions[session] else { return .failure(.unknownSession) }
            guard !session.isOpen(at: now) else { return .success(Change(facts: [])) }
            guard let slot = session.slot else {
                let again = Happening.sessionProposed(session.id, by: session.host)
                return .success(Change(facts: [Fact(id: request, at: now, station: station, again)]))
            }
            return self.check(slot, of: session, at: now, state).map {
                Change(facts: [Fact(id: request, at: now, station: station, .sessionScheduled(session.id, $0))])
            }
        }
    }

    /// Ends a session that runs, or withdraws one that has not begun.
    ///
    /// With a badge, the badge must be the host's.
    package func end(
        _ session: SessionID, badge: String?, request: FactID, at station: StationID?
    ) async throws -> SessionOutcome {
        let reading = badge.map(reader.read)
        let now = now()
        return try await change(session, request, at: now) { session, state in
            if let reading {
                switch state.holder(of: reading) {
                case .failure(let refusal): return .failure(.badge(refusal))
                case .success(let badge):
                    guard badge.registration == session.host else { return .failure(.notTheHost) }
                }
            }
            let reason: SessionEnding = session.phase(at: now) == .running ? .ended : .withdrawn
            return .success([Fact(id: request, at: now, station: station, .sessionEnded(session.id, reason: reason))])
        }
    }

    /// Makes a session part of another one, with those who would come to it.
    package func merge(
        _ session: SessionID, into other: SessionID, request: FactID, at station: StationID
    ) async throws -> SessionOutcome {
        let now = now()
        return try await change(session, request, at: now) { session, state in
            guard session.id != other else { return .failure(.sameSession) }
            guard let other = state.sessions[other] else { return .failure(.unknownSession) }
            guard other.isOpen(at: now) else { return .failure(.over) }
            return .success([
                Fact(id: request, at: now, station: station, .sessionMerged(session.id, into: other.id))
            ])
        }
    }

    /// Puts it on record that the badge's owner would come; once for each person.
    package func showInterest(
        in session: SessionID, badge: String, request: FactID, at station: StationID?
    ) async throws -> SessionOutcome {
        let reading = reader.read(badge)
        let now = now()
        return try await change(session, request, at: now) { session, state in
            switch state.holder(of: reading) {
            case .failure(let refusal): return .failure(.badge(refusal))
            case .success(let badge):
                guard !session.interested.contains(badge.registration) else { return .success([]) }
                return .success([
                    Fact(id: request, at: now, station: station, .interestShown(session.id, by: badge.registration))
                ])
            }
        }
    }

    /// Replaces what a session says; also of one that is over.
    package func reword(
        _ session: SessionID, _ wording: SessionWording, request: FactID, at station: StationID
    ) async throws -> SessionOutcome {
        let now = now()
        return try await decide(request, session) { state in
            guard state.sessions[session] != nil else { return .failure(.unknownSession) }
            let text = SessionText(id: session, title: wording.title, description: wording.description)
            return .success(
                Change(
                    facts: [Fact(id: request, at: now, station: station, .sessionReworded(session))],
                    texts: [.session(text)]))
        }
    }
}

// MARK: - Deciding

extension SessionDesk {
    private struct Change {
        let facts: [Fact]
        var texts: [ProgrammeText] = []
    }

    /// Changes a session that is not over; the same request again changes nothing.
    private func change(
        _ session: SessionID, _ request: FactID, at now: Date,
        _ facts: @escaping @Sendable (Session, ConferenceState) -> Result<[Fact], SessionRefusal>
    ) async throws -> SessionOutcome {
        try await decide(request, session) { state in
            guard let session = state.sessions[session] else { return .failure(.unknownSession) }
            guard session.isOpen(at: now) else { return .failure(.over) }
            return facts(session, state).map { Change(facts: $0) }
        }
    }

    private func decide(
        _ request: FactID, _ id: SessionID,
        _ change: @escaping @Sendable (ConferenceState) -> Result<Change, SessionRefusal>
    ) async throws -> SessionOutcome {
        try await journal.decide { context in
            if let known = try context.fact(request) {
                guard known.event.session == id else { return Decision(answer: .refused(.requestUsedBefore)) }
                return Decision { Self.outcome(id, $0) }
            }
            switch change(context.state) {
            case .failure(let refusal): return Decision(answer: .refused(refusal))
            case .success(let change):
                return Decision(recording: change.facts, writing: change.texts) { Self.outcome(id, $0) }
            }
        }
    }

    private static func outcome(_ id: SessionID, _ state: ConferenceState) -> SessionOutcome {
        state.sessions[id].map { .recorded($0) } ?? .refused(.unknownSession)
    }
}

extension Happening {
    /// The session that this is about.
    var session: SessionID? {
        switch self {
        case .sessionProposed(let id, _), .sessionScheduled(let id, _), .sessionStarted(let id, _),
            .sessionEnded(let id, _), .sessionMerged(let id, _), .sessionReworded(let id), .interestShown(let id, _):
            id
        default: nil
        }
    }
}
