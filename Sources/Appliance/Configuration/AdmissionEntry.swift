// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

/// A moment as the event file writes it: `2016-10-07 12:00`.
struct WrittenMoment: Equatable {
    /// As `yyyy-mm-dd`.
    let day: String
    let time: TimeOfDay

    /// The moment written in `text`, or `nil` unless it is a day and a time.
    init?(_ text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, isCalendarDay(String(parts[0])), let time = TimeOfDay(String(parts[1])) else {
            return nil
        }
        day = String(parts[0])
        self.time = time
    }

    func date(in zone: TimeZone) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = day.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return calendar.date(
            from: DateComponents(year: parts[0], month: parts[1], day: parts[2], hour: time.hour, minute: time.minute))
    }
}

extension AdmissionRules {
    /// The table `[admission]`: how many seats there are and when they are released; `nil` where there is none.
    init?(reading root: TOMLReader, days: [String], zone: String?) {
        guard root.has("admission") else { return nil }
        let table = root.table("admission")
        let seats = table.optional("seats", .wholeNumber(1...100_000))
        let written = table.optionalList("release_at", of: .moment)
        let hold = table.optional("hold_minutes", .wholeNumber(0...1440))
        table.finish()
        let place = table.path.appending("release_at")
        for moment in written where !days.isEmpty && !days.contains(moment.day) {
            table.report.add(.badValue, at: place, "expected times on days of the event, found \(moment.day)")
        }
        let moments = zone.flatMap { TimeZone(identifier: $0) }.map { zone in written.compactMap { $0.date(in: zone) } }
        if zip(moments ?? [], (moments ?? []).dropFirst()).contains(where: { $0 >= $1 }) {
            table.report.add(.badValue, at: place, "expected times in order, each once")
        }
        self.init(
            seats: seats, releases: moments ?? [], holdMinutes: hold ?? AdmissionRules.usualHoldMinutes)
    }
}

extension TOMLExpectation<WrittenMoment> {
    fileprivate static var moment: Self { text("a time such as “2016-10-07 12:00”") { WrittenMoment($0) } }
}
