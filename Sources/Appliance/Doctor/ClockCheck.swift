// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

/// Whether the clock is right, as far as a machine without another clock can tell.
struct ClockCheck {
    let now: Date
    /// The event's days, as `yyyy-mm-dd` in its time zone.
    let days: [String]
    let timeZone: String
    let machineZone: TimeZone
    /// Whether a time server keeps it; `nil` where the kernel cannot be asked.
    let isKept: Bool?
    /// The latest time on record; `nil` where nothing is.
    let latestRecord: Date?

    private static var dayAhead: Double { 86_400 }
    private static var tolerance: Double { 60 }

    var findings: [Doctor.Finding] { behind + date + kept + zone }

    var notes: [String] {
        let calendar = EventCalendar(timeZone: timeZone)
        return ["\(calendar.name(of: now)) \(calendar.time(of: now)) \(timeZone)"]
    }

    private static let advice =
        "Set it (sudo timedatectl set-time), or connect the machine to a network for a while."

    private var behind: [Doctor.Finding] {
        guard let latestRecord, latestRecord.timeIntervalSince(now) > Self.tolerance else { return [] }
        let minutes = Int((latestRecord.timeIntervalSince(now) / 60).rounded(.up))
        return [
            .mustFix("It is at least \(minutes) minutes behind: the journal holds later times already. \(Self.advice)")
        ]
    }

    private var date: [Doctor.Finding] {
        guard let first = days.first, let last = days.last else { return [] }
        let today = EventCalendar(timeZone: timeZone).name(of: now)
        if today > last {
            return [
                .mustFix(
                    "Today is \(today) by this clock, and the event's last day was \(last). "
                        + "Set the clock, or days in event.toml.")
            ]
        }
        let soon = EventCalendar(timeZone: timeZone).name(of: now + 14 * Self.dayAhead)
        guard soon < first else { return [] }
        return [.hint("Today is \(today) by this clock, and the event begins on \(first). Is the clock right?")]
    }

    private var kept: [Doctor.Finding] {
        guard isKept == false else { return [] }
        return [
            .hint(
                "No time server keeps it. Compare it with a phone: doors that were cut off tell their own times. "
                    + Self.advice)
        ]
    }

    private var zone: [Doctor.Finding] {
        guard let wanted = TimeZone(identifier: timeZone),
            wanted.secondsFromGMT(for: now) != machineZone.secondsFromGMT(for: now)
        else { return [] }
        return [
            .hint(
                "The machine's time zone is \(machineZone.identifier), the event's is \(timeZone): its own screens and "
                    + "logs tell other times. sudo timedatectl set-timezone \(timeZone)")
        ]
    }
}
