// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

/// The schedule in the form that frab began and that conference apps, info screens and video teams read.
package struct FrabSchedule: Sendable {
    let schedule: Schedule
    let acronym: String
    /// The event's days and all others on which there is a session.
    let days: [Day]
    let rooms: [Room]

    struct Room {
        let place: PlaceID
        /// Unlike any other room's.
        let name: String
        let capacity: Int?
        let description: String?

        /// The same for the same event and place.
        let guid: String
    }

    struct Day {
        /// From 1.
        let index: Int
        let date: String
        let starts: Date
        let ends: Date
        /// The rooms that have sessions then, in the event file's order.
        let rooms: [(room: Room, sessions: [ScheduledSession])]
    }

    /// A day of a conference begins when nobody is up any more.
    private static let hourOfChange = 4

    package init(_ schedule: Schedule) {
        let sessions = schedule.sessions.filter { !$0.isOff }
        let clock = EventClock(schedule.event)
        let rooms = Self.rooms(of: schedule.event, sessions)
        self.schedule = schedule
        self.rooms = rooms
        acronym = Self.acronym(schedule.event.id.rawValue)
        let byDay = Dictionary(grouping: sessions) {
            clock.day($0.starts, changingAt: Self.hourOfChange)
        }
        let dates = Set(schedule.event.days).union(byDay.keys).sorted()
        days = dates.enumerated().compactMap { index, date in
            guard let starts = clock.moment(on: date, hour: Self.hourOfChange) else { return nil }
            let held = rooms.map { room in (room, (byDay[date] ?? []).filter { $0.place == room.place }) }
            return Day(
                index: index + 1, date: date, starts: starts, ends: clock.dayAfter(starts).addingTimeInterval(-60),
                rooms: held.filter { !$0.1.isEmpty })
        }
    }

    /// All rooms of the event, and behind them those that sessions had before they were taken out of the event file.
    private static func rooms(of event: Event, _ sessions: [ScheduledSession]) -> [Room] {
        let known = event.places.filter { $0.kind == .room }
        let others = Set(sessions.map(\.place)).subtracting(known.map(\.id)).sorted()
        let names = Dictionary(grouping: known) { Wording.shown($0.name) }
        let places: [(id: PlaceID, place: Place?)] = known.map { ($0.id, $0) } + others.map { ($0, event.place($0)) }
        return places.map { id, place in
            var name = Wording.shown(place?.name ?? id.rawValue)
            if names[name]?.count ?? 0 > 1 { name += " (\(id))" }
            return Room(
                place: id, name: name, capacity: place?.capacity, description: place?.description,
                guid: StableIdentifier.uuid("\(event.id)/\(id)"))
        }
    }

    /// Four letters, digits or underscores at least, as readers want.
    private static func acronym(_ event: String) -> String {
        let text = event.replacing("-", with: "_")
        return text.count < 4 ? "event_\(text)" : text
    }

    func slug(_ session: ScheduledSession) -> String { "\(acronym)-session-\(session.number)" }

    func page(_ session: ScheduledSession) -> String {
        SessionPages(base: schedule.baseURL).address(of: session.id)
    }

    static func duration(_ session: ScheduledSession) -> String {
        let minutes = max(1, Int((session.ends.timeIntervalSince(session.starts) / 60).rounded()))
        return "\(EventClock.two(minutes / 60)):\(EventClock.two(minutes % 60))"
    }

    static let timeslot = "00:05"
    static let type = "session"
}

/// Identifiers that are made of words, the same every time (UUID version 8).
private enum StableIdentifier {
    static func uuid(_ words: String) -> String {
        var text = hexadecimal(hash("a\(words)")) + hexadecimal(hash("b\(words)"))
        text.replaceSubrange(text.index(at: 12)...text.index(at: 12), with: "8")
        text.replaceSubrange(text.index(at: 16)...text.index(at: 16), with: "8")
        for position in [20, 16, 12, 8] { text.insert("-", at: text.index(at: position)) }
        return text
    }

    /// FNV-1a.
    private static func hash(_ words: String) -> UInt64 {
        words.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}

extension String {
    fileprivate func index(at offset: Int) -> Index { index(startIndex, offsetBy: offset) }
}
