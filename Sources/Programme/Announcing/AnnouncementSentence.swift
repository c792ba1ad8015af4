// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

/// An announcement with all that it names.
struct AnnouncedSession: Equatable, Sendable {
    let id: SessionID
    /// `nil` when what was written was taken down meanwhile.
    let title: String?
    let description: String?
    /// The host's badge name.
    let host: String?
    /// Its room and time when the announcement is about them, or as they were then.
    let slot: SessionSlot?
}

/// An announcement in words, in parts: what we say, and what people wrote and may hold anything.
struct AnnouncementSentence: Equatable, Sendable {
    enum Part: Equatable, Sendable {
        case words(String)
        case title(String)
        case name(String)
    }

    private(set) var parts: [Part] = []

    init(
        _ news: Announcement.News, of session: AnnouncedSession, into other: AnnouncedSession?, at event: Event
    ) {
        let writer = SlotWriter(event: event)
        add(title: session.title)
        switch news {
        case .proposed: add(words: " is looking for a room.")
        case .planned(let slot): add(words: " is planned: \(writer.placeAndTime(slot)).")
        case .started(let slot): add(words: " has begun in \(writer.place(slot)), until \(writer.time(slot.ends)).")
        case .moved(let slot, let before): add(words: writer.move(to: slot, from: before))
        case .endedEarly: add(words: " is over\(session.slot.map { "; \(writer.place($0)) is free" } ?? "").")
        case .withdrawn: add(words: " does not take place.")
        case .merged:
            add(words: " is now a part of ")
            add(title: other?.title)
            add(words: "\(other?.slot.map { ": \(writer.placeAndTime($0))" } ?? "").")
        case .reworded: add(words: " has a new text.")
        }
        if let host = session.host, news.namesHost {
            add(words: " Host: ")
            parts.append(.name(Wording.shown(host)))
            add(words: ".")
        }
    }

    private mutating func add(words: String) { parts.append(.words(words)) }

    private mutating func add(title: String?) {
        parts.append(title.map { .title(Wording.shown($0)) } ?? .words("A session"))
    }
}

extension Announcement.News {
    /// Whether people want to know whose session it is.
    fileprivate var namesHost: Bool {
        switch self {
        case .proposed, .planned, .started: true
        case .moved, .endedEarly, .withdrawn, .merged, .reworded: false
        }
    }
}

/// Writes rooms and times as people at the event read them.
private struct SlotWriter {
    private let event: Event
    private let clock: EventClock

    init(event: Event) {
        self.event = event
        clock = EventClock(event)
    }

    func place(_ slot: SessionSlot) -> String { event.place(slot.place)?.name ?? slot.place.rawValue }

    func time(_ date: Date) -> String { clock.time(date) }

    func placeAndTime(_ slot: SessionSlot) -> String {
        "\(place(slot)), \(clock.weekday(slot.starts)) \(time(slot.starts))–\(time(slot.ends))"
    }

    func move(to slot: SessionSlot, from before: SessionSlot) -> String {
        if slot.place == before.place, slot.starts == before.starts {
            return " in \(place(slot)) now ends at \(time(slot.ends))."
        }
        return " has moved to \(placeAndTime(slot)). It was \(placeAndTime(before))."
    }
}
