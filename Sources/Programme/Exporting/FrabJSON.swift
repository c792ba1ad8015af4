// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

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
            ("description", room.description.map { .text($0) } ?? .null),
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

/// JSON whose objects keep their order: apps show rooms in the order in which they stand there.
private indirect enum OrderedJSON {
    case object([(String, OrderedJSON)])
    case list([OrderedJSON])
    case text(String)
    case number(Int)
    case null

    var text: String {
        switch self {
        case .object(let members): "{\(members.map { "\(Self.quote($0)):\($1.text)" }.joined(separator: ","))}"
        case .list(let items): "[\(items.map(\.text).joined(separator: ","))]"
        case .text(let text): Self.quote(text)
        case .number(let number): String(number)
        case .null: "null"
        }
    }

    private static func quote(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    quoted += "\\u00\(scalar.value < 0x10 ? "0" : "")\(String(scalar.value, radix: 16))"
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}
