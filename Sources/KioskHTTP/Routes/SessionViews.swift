// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Programme

import struct Foundation.Date

/// Sessions with what was written about them, as phones see them.
struct SessionViews<Store: Journal & ProgrammeLibrary & Roster>: Sendable {
    let store: Store
    let event: Event
    let now: @Sendable () -> Date

    func wire(of session: Session, at moment: Date) async throws -> SessionWire? {
        guard let text = try await store.sessionText(session.id) else { return nil }
        var host: String?
        if let id = session.host { host = try await store.registration(id)?.details.badgeName }
        return SessionWire(session, text, host: host, at: moment)
    }

    func wires(of sessions: [Session], at moment: Date) async throws -> [SessionWire] {
        var wires: [SessionWire] = []
        for session in sessions {
            if let wire = try await wire(of: session, at: moment) { wires.append(wire) }
        }
        return wires
    }

    /// The session as everybody sees it.
    func publicSession(_ id: SessionID) async throws -> PublicSessionWire {
        let moment = now()
        let (found, insides) = await store.read { state in
            let session = state.sessions[id]
            return (session, session?.slot.map { state.occupancy.inside($0.place) })
        }
        guard let found, let wire = try await wire(of: found, at: moment) else { throw Problem.unknownSession }
        let place = found.slot.flatMap { event.place($0.place) }
        return PublicSessionWire(
            session: wire, event: .init(event), placeName: place?.name,
            livestreamed: place?.livestreamed ?? false,
            inside: found.phase(at: moment) == .running ? insides : nil)
    }

    /// What of the session is there for those at the event alone.
    func attended(_ id: SessionID, by person: RegistrationID) async throws -> AttendedSessionWire {
        let moment = now()
        guard let session = await store.read({ $0.sessions[id] }) else { throw Problem.unknownSession }
        return AttendedSessionWire(
            notes: try await notes(on: id, for: person),
            interested: session.interested.contains(person),
            feedbackGiven: session.feedbackGivers.contains(person), hosting: session.host == person,
            hasBegun: session.hasBegun(at: moment))
    }

    func notes(on id: SessionID, for person: RegistrationID?) async throws -> [NoteWire] {
        let notes = try await store.notes(on: id)
        let marks = await store.read { state in
            Dictionary(uniqueKeysWithValues: notes.map { ($0.id, state.sessions.note($0.id)) })
        }
        return notes.map { NoteWire($0, marks[$0.id] ?? nil, for: person) }
    }

    func answer(_ outcome: SessionOutcome, for person: RegistrationID) async throws -> Response {
        switch outcome {
        case .refused(let refusal): throw Problem(refusal, title: nil)
        case .recorded(let session): return try Wire.response(try await attended(session.id, by: person))
        }
    }
}
