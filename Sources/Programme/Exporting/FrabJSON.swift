// SPDX-License-Identifier: Apache-2.0

import Conference

extension FrabSchedule {
    /// `schedule.json`.
    package var json: String {
        let clock = EventClock(schedule.event)
        let conference: OrderedJSON = .object([
            ("acronym", .text(acronym)), ("title", .text(schedule.event.name)),
            ("start", .text(days.first?.date ?? "")), ("end", .text(days.last?.date ?? "")),
            ("daysCount", .number(days.count)), ("timeslot_duration", .text(Self.timeslot)),
            ("time_zone_name", .text(schedule.event.timeZone)),
            ("rooms", .list(rooms.map(Self.json))), ("days", .list(days.map { json($0, clock) })),
        ])
        return OrderedJSON.object([
            ("generator", .object([("name", .text("lanyard"))])),
            (
                "schedule",
                .object([
                    ("version", .text(String(schedule.version))), ("base_url", .text(schedule.baseURL)),
                    ("conference", conference),
                ])
            ),
        ]).text
    }

    private static func json(_ room: Room) -> OrderedJSON {
        .object([
            ("name", .text(room.name)), ("guid", .text(room.guid)),
            ("description", .optional(room.description)),
            ("capacity", room.capacity.map { .number($0) } ?? .null),
        ])
    }

    private func json(_ day: Day, _ clock: EventClock) -> OrderedJSON {
        .object([
            ("index", .number(day.index)), ("date", .text(day.date)), ("day_start", .text(clock.stamp(day.starts))),
            ("day_end", .text(clock.stamp(day.ends))),
            (
                "rooms",
                .object(
                    day.rooms.map { room, sessions in
                        (room.name, .list(sessions.map { json($0, in: room, clock) }))
                    })
            ),
        ])
    }

    private func json(_ session: ScheduledSession, in room: Room, _ clock: EventClock) -> OrderedJSON {
        .object([
            ("id", .number(session.number)), ("guid", .text(session.id.description)),
            ("date", .text(clock.stamp(session.starts))), ("start", .text(clock.time(session.starts))),
            ("duration", .text(Self.duration(session))), ("room", .text(room.name)), ("slug", .text(slug(session))),
            ("url", .text(page(session))), ("title", .text(session.title)), ("subtitle", .text("")),
            ("track", .null), ("type", .text(Self.type)), ("language", .null), ("abstract", .text("")),
            ("description", .text(session.description ?? "")),
            (
                "persons",
                .list(session.host.map { [.object([("name", .text($0)), ("public_name", .text($0))])] } ?? [])
            ),
            ("links", .list([])), ("attachments", .list([])),
        ])
    }
}
