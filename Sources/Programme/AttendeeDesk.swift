// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// What attendees decide about themselves with their own phones.
package final class AttendeeDesk<Store: Journal>: Sendable {
    private let journal: Store
    private let calendar: EventCalendar
    private let now: @Sendable () -> Date

    package init(journal: Store, event: Event, now: @escaping @Sendable () -> Date = { Date() }) {
        self.journal = journal
        calendar = EventCalendar(timeZone: event.timeZone)
        self.now = now
    }

    /// Takes the person out of the place that they count in, if they do in any.
    package func countOut(_ person: RegistrationID, request: FactID) async throws {
        let now = now()
        try await decide(request) { context in
            guard let badge = context.state.badge(of: person) else { return [] }
            let passer = try context.passer(with: badge, at: now, in: self.calendar)
            return Self.departure(of: passer, at: now, request, context.state).map { [$0] } ?? []
        }
    }

    /// From now on the person's ways are not recorded with them.
    ///
    /// Whoever is inside a place goes out of it and comes in as somebody else, so that the figure stays.
    package func stopRecording(_ person: RegistrationID, request: FactID) async throws {
        let now = now()
        try await decide(request) { context in
            let state = context.state
            guard !state.unrecorded.contains(person) else { return [] }
            let stop = Fact(id: request, at: now, station: nil, .recordingStopped(person))
            guard let badge = state.badge(of: person) else { return [stop] }
            let owner = Alias(registration: person, badge: badge.serial)
            guard let place = state.occupancy.place(of: person),
                let departure = Self.departure(of: owner, at: now, FactID(), state)
            else { return [stop] }
            let alias = try context.alias(of: person, on: self.calendar.name(of: now))
            let arrival = Fact(
                at: departure.at, station: nil,
                .entered(Passage(registration: alias.registration, badge: alias.badge, place: place)))
            return [stop, departure, arrival]
        }
    }

    /// Puts on record whether the person wants to be named in the event's report.
    package func answerNaming(
        _ consents: Bool, by person: RegistrationID, request: FactID
    ) async throws {
        let now = now()
        try await decide(request) { context in
            guard context.state.named.contains(person) != consents else { return [] }
            return [Fact(id: request, at: now, station: nil, .namingAnswered(person, consents: consents))]
        }
    }

    private static func departure(
        of passer: Alias, at now: Date, _ id: FactID, _ state: ConferenceState
    ) -> Fact? {
        guard let place = state.occupancy.place(of: passer.registration) else { return nil }
        // Also where a door's clock was ahead, the person is out afterwards.
        let last = state.lastPassages[passer.registration]
        let moment = last.map { max(now, $0.at.addingTimeInterval(0.001)) } ?? now
        return Fact(
            id: id, at: moment, station: nil,
            .left(Passage(registration: passer.registration, badge: passer.badge, place: place)))
    }

    private func decide(
        _ request: FactID, _ facts: @escaping @Sendable (DecisionContext) throws -> [Fact]
    ) async throws {
        try await journal.decide { context in
            // The same request again changes nothing, and its page is told how things stand anyway.
            guard try context.fact(request) == nil else { return Decision(answer: ()) }
            return Decision(recording: try facts(context), answer: ())
        }
    }
}
