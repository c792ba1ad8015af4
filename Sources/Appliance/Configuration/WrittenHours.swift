// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

/// Hours of a place as the event file writes them: `2016-10-07 11:00-13:00`.
struct WrittenHours: Equatable {
    /// As `yyyy-mm-dd`.
    let day: String
    let opens: TimeOfDay
    let closes: TimeOfDay

    /// The hours written in `text`, or `nil` unless they are a day and two times of it in order.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, isCalendarDay(String(parts[0])) else { return nil }
        let times = parts[1].split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
        guard times.count == 2, let opens = TimeOfDay(String(times[0])), let closes = TimeOfDay(String(times[1])),
            opens < closes
        else { return nil }
        day = String(parts[0])
        self.opens = opens
        self.closes = closes
    }

    /// The moments that these hours are in `zone`.
    func hours(in zone: TimeZone) -> OpeningHours? {
        guard let opens = moment(of: opens, in: zone), let closes = moment(of: closes, in: zone) else { return nil }
        return OpeningHours(opens: opens, closes: closes)
    }

    private func moment(of time: TimeOfDay, in zone: TimeZone) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = day.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return calendar.date(
            from: DateComponents(year: parts[0], month: parts[1], day: parts[2], hour: time.hour, minute: time.minute))
    }
}

extension TOMLExpectation<WrittenHours> {
    static var hours: Self { text("hours such as “2016-10-07 11:00-13:00”") { WrittenHours($0) } }
}

extension TOMLReader {
    /// The list `hours` of a place: in order, apart from each other, and on days of the event.
    func hours(on days: [String], in zone: TimeZone?) -> [OpeningHours] {
        let written = optionalList("hours", of: .hours)
        let place = path.appending("hours")
        for hours in written where !days.isEmpty && !days.contains(hours.day) {
            report.add(.badValue, at: place, "expected days of the event, found \(hours.day)")
        }
        let moments = zone.map { zone in written.compactMap { $0.hours(in: zone) } } ?? []
        if zip(moments, moments.dropFirst()).contains(where: { $0.closes >= $1.opens }) {
            report.add(.badValue, at: place, "expected hours in order, each after a pause")
        }
        return moments
    }
}
