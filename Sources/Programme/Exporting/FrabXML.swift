// SPDX-License-Identifier: Apache-2.0

import Conference

extension FrabSchedule {
    /// `schedule.xml`.
    package var xml: String {
        let clock = EventClock(schedule.event)
        var writer = XMLWriter()
        writer.open("schedule")
        writer.add("generator", attributes: [("name", "lanyard")])
        writer.add("version", String(schedule.version))
        writer.open("conference")
        writer.add("title", schedule.event.name)
        writer.add("acronym", acronym)
        writer.add("start", days.first?.date ?? "")
        writer.add("end", days.last?.date ?? "")
        writer.add("days", String(days.count))
        writer.add("timeslot_duration", Self.timeslot)
        writer.add("base_url", schedule.baseURL)
        writer.add("time_zone_name", schedule.event.timeZone)
        writer.close("conference")
        for day in days {
            writer.open(
                "day",
                attributes: [
                    ("index", String(day.index)), ("date", day.date), ("start", clock.stamp(day.starts)),
                    ("end", clock.stamp(day.ends)),
                ])
            for (room, sessions) in day.rooms {
                writer.open("room", attributes: [("name", room.name), ("guid", room.guid)])
                for session in sessions { write(session, in: room, clock, &writer) }
                writer.close("room")
            }
            writer.close("day")
        }
        writer.close("schedule")
        return writer.text
    }

    private func write(_ session: ScheduledSession, in room: Room, _ clock: EventClock, _ writer: inout XMLWriter) {
        writer.open("event", attributes: [("id", String(session.number)), ("guid", session.id.description)])
        writer.add("date", clock.stamp(session.starts))
        writer.add("start", clock.time(session.starts))
        writer.add("duration", Self.duration(session))
        writer.add("room", room.name)
        writer.add("slug", slug(session))
        writer.add("url", page(session))
        writer.add("title", session.title)
        writer.add("subtitle", "")
        writer.add("track", "")
        writer.add("type", Self.type)
        writer.add("abstract", "")
        writer.add("description", session.description ?? "")
        writer.open("persons")
        if let host = session.host { writer.add("person", host) }
        writer.close("persons")
        writer.open("links")
        writer.close("links")
        writer.close("event")
    }
}

/// Writes elements one after the other; what people wrote is text, whatever it holds.
private struct XMLWriter {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    mutating func open(_ name: String, attributes: [(String, String)] = []) {
        text += "\(indent)\(tag(name, attributes))>\n"
        depth += 1
    }

    mutating func close(_ name: String) {
        depth -= 1
        text += "\(indent)</\(name)>\n"
    }

    mutating func add(_ name: String, _ value: String = "", attributes: [(String, String)] = []) {
        text += "\(indent)\(tag(name, attributes))>\(Self.escape(value))</\(name)>\n"
    }

    private var indent: String { String(repeating: "  ", count: depth) }

    private func tag(_ name: String, _ attributes: [(String, String)]) -> String {
        "<\(name)" + attributes.map { " \($0)=\"\(Self.escape($1))\"" }.joined()
    }

    private static func escape(_ value: String) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: if isAllowed(scalar) { escaped.unicodeScalars.append(scalar) }
            }
        }
        return escaped
    }

    /// What XML 1.0 can hold at all.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
