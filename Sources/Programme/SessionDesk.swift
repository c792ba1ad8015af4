// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Starts, plans, moves, merges and ends the sessions of a conference that organizes itself.
package final class SessionDesk<Store: Journal, Verifier: BadgeVerifier>: Sendable {
    private let journal: Store
    private let event: Event
    private let reader: BadgeReader<Verifier>
    private let now: @Sendable () -> Date

    /// How long a session is to last that says nothing of it.
    package static var usualSeconds: Double { 3600 }
    /// A session begins at a door only if the room is free for so long at least.
    package static var shortestSeconds: Double { 300 }
    private static var longestSeconds: Double { 24 * 3600 }
    /// A plan may say a time that has just begun.
    private static var graceSeconds: Double { 60 }

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
            return check(slot, of: id, at: now, state).map { slot in
                [proposal, Fact(at: now, station: station, .sessionScheduled(id, slot))]
            }
        case .now(let place, let until):
            return slot(in: place, from: now, until: until, of: id, state).map { slot in
                [proposal, Fact(at: now, station: station, .sessionStarted(id, slot))]
            }
        }
    }

    /// Starts a proposed or planned session now in `place`, until `end` or as long as usual.
    package func start(
        _ session: SessionID, in place: PlaceID, until end: Date?, request: FactID, at station: StationID
    ) async throws -> SessionOutcome {
        let now = now()
        return try await change(session, request, at: now) { _, state in
            self.slot(in: place, from: now, until: end, of: session, state).map { slot in
                [Fact(id: request, at: now, station: station, .sessionStarted(session, slot))]
            }
        }
    }

    /// Gives a session another room or time, or more time.
    package func move(
        _ session: SessionID, to slot: SessionSlot, request: FactID, at station: StationID
    ) async throws -> SessionOutcome {
        let now = now()
        return try await change(session, request, at: now) { session, state in
            self.check(slot, of: session.id, at: now, mayHaveBegun: session.phase(at: now) == .running, state).map {
                [Fact(id: request, at: now, station: station, .sessionScheduled(session.id, $0))]
            }
        }
    }

    /// Ends a session that runs, or withdraws one that has not begun.
    ///
    /// With a badge, the badge must be the host's.
    package func end(
        _ session: SessionID, badge: String?, request: FactID, at station: StationID
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

// MARK: - Rooms and times

extension SessionDesk {
    /// The slot that a session has which begins now.
    private func slot(
        in place: PlaceID, from now: Date, until end: Date?, of session: SessionID, _ state: ConferenceState
    ) -> Result<SessionSlot, SessionRefusal> {
        guard let room = event.place(place) else { return .failure(.unknownPlace) }
        guard state.opening(of: room, at: now).isOpen else { return .failure(.closed) }
        let wanted = SessionSlot(
            place: place, starts: now, ends: end ?? now.addingTimeInterval(Self.usualSeconds))
        return check(wanted, of: session, at: now, state).flatMapError { refusal in
            // Who did not say how long has the room until the next session.
            guard end == nil, case .taken(_, let next) = refusal,
                next.starts.timeIntervalSince(now) >= Self.shortestSeconds
            else { return .failure(refusal) }
            return .success(SessionSlot(place: place, starts: now, ends: next.starts))
        }
    }

    private func check(
        _ slot: SessionSlot, of session: SessionID, at now: Date, mayHaveBegun: Bool = false, _ state: ConferenceState
    ) -> Result<SessionSlot, SessionRefusal> {
        guard let place = event.place(slot.place) else { return .failure(.unknownPlace) }
        guard place.kind == .room else { return .failure(.notARoom) }
        let seconds = slot.ends.timeIntervalSince(slot.starts)
        guard seconds > 0, seconds <= Self.longestSeconds else { return .failure(.impossibleTime) }
        let earliest = mayHaveBegun ? slot.ends : slot.starts
        guard earliest.timeIntervalSince(now) >= -Self.graceSeconds else { return .failure(.past) }
        if let other = state.sessions.conflicts(with: slot, of: session, at: now).first, let taken = other.slot {
            return .failure(.taken(by: other.id, taken))
        }
        return .success(slot)
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

extension Session {
    /// Whether anything about the session can still change.
    fileprivate func isOpen(at now: Date) -> Bool {
        switch phase(at: now) {
        case .proposed, .planned, .running: true
        case .over, .withdrawn, .merged: false
        }
    }
}

extension Happening {
    /// The session that this is about.
    fileprivate var session: SessionID? {
        switch self {
        case .sessionProposed(let id, _), .sessionScheduled(let id, _), .sessionStarted(let id, _),
            .sessionEnded(let id, _), .sessionMerged(let id, _), .sessionReworded(let id), .interestShown(let id, _):
            id
        default: nil
        }
    }
}
