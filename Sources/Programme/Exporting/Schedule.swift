// SPDX-License-Identifier: Apache-2.0

package import Conference

import struct Foundation.Date

/// The sessions that have a room and a time, as other programs read them.
package struct Schedule: Sendable {
    let event: Event
    let baseURL: String
    /// Grows with each change of any session.
    let version: Int64
    /// In the order of their beginnings.
    let sessions: [ScheduledSession]

    /// The schedule that `facts`, all of them, come to; `names` are the hosts' badge names.
    package init(
        of event: Event, baseURL: String, sessions: [Session], facts: [NumberedFact],
        texts: [SessionID: SessionText], names: [RegistrationID: String]
    ) {
        self.event = event
        self.baseURL = baseURL
        version = facts.last?.sequence ?? 0
        let histories = Self.histories(facts)
        let names = names.mapValues { Wording.shown($0) }
        // What came to be first has the first number, whatever becomes of it later.
        self.sessions = sessions.enumerated().compactMap { index, session in
            guard let text = texts[session.id], let slot = session.slot, let history = histories[session.id] else {
                return nil
            }
            return ScheduledSession(
                number: index + 1, session: session, slot: slot, text: text, host: session.host.flatMap { names[$0] },
                history: history)
        }.sorted { ($0.starts, $0.number) < ($1.starts, $1.number) }
    }

    private static func histories(_ facts: [NumberedFact]) -> [SessionID: ScheduledSession.History] {
        var histories: [SessionID: ScheduledSession.History] = [:]
        for fact in facts.map(\.fact) {
            guard let session = fact.event.session else { continue }
            histories[session, default: ScheduledSession.History(created: fact.at)].add(fact)
        }
        return histories
    }
}

/// A session that has a room and a time, or had until it was withdrawn.
struct ScheduledSession {
    /// From 1; it stays.
    let number: Int
    let id: SessionID
    let title: String
    let description: String?
    let host: String?
    let place: PlaceID
    let starts: Date
    /// When it ended, or is to end; a minute after it began at least.
    let ends: Date
    /// It does not take place, or not by itself.
    let isOff: Bool
    let history: History

    struct History {
        let created: Date
        private(set) var changed: Date
        /// How often something about it changed.
        private(set) var revision = -1

        init(created: Date) {
            self.created = created
            changed = created
        }

        mutating func add(_ fact: Fact) {
            changed = max(changed, fact.at)
            revision += 1
        }
    }

    init(
        number: Int, session: Session, slot: SessionSlot, text: SessionText, host: String?, history: History
    ) {
        self.number = number
        id = session.id
        title = text.title
        description = text.description
        self.host = host
        place = slot.place
        starts = slot.starts
        let end = session.ending?.reason == .ended ? min(slot.ends, session.ending?.at ?? slot.ends) : slot.ends
        ends = max(end, slot.starts.addingTimeInterval(60))
        isOff = session.mergedInto != nil || session.ending?.reason == .withdrawn
        self.history = history
    }
}
