// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

/// The schedule as iCalendar (RFC 5545).
package enum ICalendar {
    package static func text(_ schedule: Schedule) -> String {
        let clock = EventClock(schedule.event)
        var lines = ICalendarLines()
        lines.add("BEGIN:VCALENDAR")
        lines.add("VERSION:2.0")
        lines.add("PRODID:-//Lanyard//Schedule//EN")
        lines.add("METHOD:PUBLISH")
        lines.add("NAME", schedule.event.name)
        lines.add("X-WR-CALNAME", schedule.event.name)
        if let first = schedule.sessions.first, let last = schedule.sessions.map(\.ends).max() {
            lines.add(clock.zone, from: first.starts, to: last)
        }
        for session in schedule.sessions { lines.add(session, schedule, clock) }
        lines.add("END:VCALENDAR")
        return lines.text
    }
}

private struct ICalendarLines {
    private(set) var text = ""

    private static let longestLine = 75

    /// Adds a line, folded where it is longer than 75 octets and never within a character.
    mutating func add(_ line: String) {
        var length = 0
        for scalar in line.unicodeScalars {
            let octets = UTF8.width(scalar)
            if length + octets > Self.longestLine {
                text += "\r\n "
                length = 1
            }
            text.unicodeScalars.append(scalar)
            length += octets
        }
        text += "\r\n"
    }

    /// Adds a text (RFC 5545, 3.3.11).
    mutating func add(_ name: String, _ value: String) {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped += "\\\(scalar)"
            case "\n": escaped += "\\n"
            case "\t": escaped += " "
            default: if scalar.properties.generalCategory != .control { escaped.unicodeScalars.append(scalar) }
            }
        }
        add("\(name):\(escaped)")
    }

    mutating func add(_ session: ScheduledSession, _ schedule: Schedule, _ clock: EventClock) {
        add("BEGIN:VEVENT")
        add("UID:\(session.id)")
        add("DTSTAMP:\(Self.utc(session.history.changed))")
        add("CREATED:\(Self.utc(session.history.created))")
        add("LAST-MODIFIED:\(Self.utc(session.history.changed))")
        add("SEQUENCE:\(session.history.revision)")
        add("STATUS:\(session.isOff ? "CANCELLED" : "CONFIRMED")")
        add("DTSTART;TZID=\(clock.zone.identifier):\(Self.local(session.starts, clock.zone))")
        add("DTEND;TZID=\(clock.zone.identifier):\(Self.local(session.ends, clock.zone))")
        add("SUMMARY", session.title)
        add("LOCATION", schedule.event.place(session.place)?.name ?? session.place.rawValue)
        let host = session.host.map { "Host: \($0)" }
        let description = [session.description, host].compactMap { $0 }.joined(separator: "\n\n")
        if !description.isEmpty { add("DESCRIPTION", description) }
        add("URL:\(SessionPages(base: schedule.baseURL).address(of: session.id))")
        add("END:VEVENT")
    }

    /// The zone's offsets in that time, which readers need that do not know the zone by its name.
    mutating func add(_ zone: TimeZone, from first: Date, to last: Date) {
        add("BEGIN:VTIMEZONE")
        add("TZID:\(zone.identifier)")
        let begin = first.addingTimeInterval(-366 * 24 * 3600)
        addObservance(zone, at: begin, before: zone.secondsFromGMT(for: begin))
        var moment = begin
        while let next = zone.nextDaylightSavingTimeTransition(after: moment), next > moment, next <= last {
            addObservance(zone, at: next, before: zone.secondsFromGMT(for: next.addingTimeInterval(-1)))
            moment = next
        }
        add("END:VTIMEZONE")
    }

    private mutating func addObservance(_ zone: TimeZone, at date: Date, before: Int) {
        let kind = zone.isDaylightSavingTime(for: date) ? "DAYLIGHT" : "STANDARD"
        add("BEGIN:\(kind)")
        // By the clocks of before.
        add("DTSTART:\(Self.local(date, TimeZone(secondsFromGMT: before) ?? .gmt))")
        add("TZOFFSETFROM:\(Self.offset(before))")
        add("TZOFFSETTO:\(Self.offset(zone.secondsFromGMT(for: date)))")
        add("END:\(kind)")
    }

    private static func offset(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        return "\(seconds < 0 ? "-" : "+")\(EventClock.two(minutes / 60))\(EventClock.two(minutes % 60))"
    }

    private static func utc(_ date: Date) -> String { "\(local(date, .gmt))Z" }

    private static func local(_ date: Date, _ zone: TimeZone) -> String {
        date.formatted(
            Date.VerbatimFormatStyle(
                format: """
                    \(year: .padded(4))\(month: .twoDigits)\(day: .twoDigits)T\
                    \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased))\(minute: .twoDigits)\
                    \(second: .twoDigits)
                    """, locale: Locale(identifier: "en_US_POSIX"), timeZone: zone,
                calendar: Calendar(identifier: .gregorian)))
    }
}
