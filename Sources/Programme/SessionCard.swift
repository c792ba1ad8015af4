// SPDX-License-Identifier: Apache-2.0

package import Conference

/// What stands on a session's card for the whiteboard.
package struct SessionCard: Equatable, Sendable {
    package let title: String
    /// The room's name, or that there is none yet.
    package let room: String
    /// `nil` for a session without a room.
    package let time: String?
    /// The host's badge name.
    package let host: String?
    /// The address of the session's page.
    package let page: String

    /// The card of the session `id`, or `nil` when there is no such session, or nothing is left of what it said.
    package init?(
        of id: SessionID, in store: some Journal & ProgrammeLibrary & Roster, at event: Event, baseURL: String
    ) async throws {
        guard let session = await store.read({ $0.sessions[id] }), let text = try await store.sessionText(id)
        else { return nil }
        var host: String?
        if let id = session.host { host = try await store.registration(id)?.details.badgeName }
        self.init(session, text, host: host, at: event, baseURL: baseURL)
    }

    package init(_ session: Session, _ text: SessionText, host: String?, at event: Event, baseURL: String) {
        let clock = EventClock(event)
        title = Wording.shown(text.title)
        self.host = host.map(Wording.shown)
        page = SessionPages(base: baseURL).address(of: session.id)
        guard let slot = session.slot else {
            room = "Looking for a room"
            time = nil
            return
        }
        room = event.place(slot.place)?.name ?? slot.place.rawValue
        time = "\(clock.weekday(slot.starts)) \(clock.time(slot.starts))–\(clock.time(slot.ends))"
    }
}
