// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// What the report of an event is made from.
package struct EventReport: Sendable {
    let event: Event
    let state: ConferenceState
    let people: [RegistrationID: Registration]
    let texts: [SessionID: SessionText]
    let notes: [SessionID: [NoteText]]
    let feedback: [SessionID: [Feedback]]
    let now: Date

    package init(
        event: Event, state: ConferenceState, registrations: [Registration], texts: [SessionID: SessionText],
        notes: [NoteText], feedback: [Feedback], now: Date
    ) {
        self.event = event
        self.state = state
        people = Dictionary(uniqueKeysWithValues: registrations.map { ($0.id, $0) })
        self.texts = texts
        self.notes = Dictionary(grouping: notes, by: \.session)
        self.feedback = Dictionary(grouping: feedback, by: \.session)
        self.now = now
    }

    /// The badge name of somebody who agreed to be named; `nil` for everybody else.
    func name(of person: RegistrationID?) -> String? {
        guard let person, state.named.contains(person) else { return nil }
        return people[person]?.details.badgeName
    }

    /// The sessions that took place or are to, by time; ideas without one come last.
    var sessions: [Session] {
        state.sessions.all
            .filter { texts[$0.id] != nil && ![.withdrawn, .merged].contains($0.phase(at: now)) }
            .sorted { ($0.slot?.starts ?? .distantFuture) < ($1.slot?.starts ?? .distantFuture) }
    }

    /// How many were in the room at most while the session was on.
    func mostInside(_ session: Session) -> Int? {
        guard session.hasBegun(at: now), let slot = session.slot else { return nil }
        let starts = session.startedAt ?? slot.starts
        let ends = min(session.ending?.at ?? slot.ends, slot.ends, now)
        guard starts <= ends else { return nil }
        let steps = state.occupancy.series(of: slot.place, from: starts, to: ends).steps.map(\.inside)
        return max(steps.max() ?? 0, state.occupancy.inside(slot.place, at: starts))
    }

    /// Posters of people who came or handed in a document, by their titles.
    var posters: [(person: RegistrationID, poster: Poster)] {
        people.values
            .filter { state.checkIns[$0.id] != nil || state.posters.documents[$0.id] != nil }
            .compactMap { person in person.details.poster.map { (person.id, $0) } }
            .sorted { ($0.1.title, $0.0) < ($1.1.title, $1.0) }
    }

    /// Those who agreed to be named, by name.
    var attendees: [RegistrationDetails] {
        state.named.compactMap { state.checkIns[$0] == nil ? nil : people[$0]?.details }
            .sorted { ($0.badgeName, $0.affiliation ?? "") < ($1.badgeName, $1.affiliation ?? "") }
    }
}
