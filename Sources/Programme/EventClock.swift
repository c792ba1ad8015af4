// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

/// Times as the clocks at the event show them.
struct EventClock {
    let zone: TimeZone
    private let calendar: Calendar

    init(_ event: Event) {
        // The event file is read with a zone that exists.
        zone = TimeZone(identifier: event.timeZone) ?? .gmt
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// Such as `11:00`.
    func time(_ date: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute], from: date)
        return "\(Self.two(parts.hour)):\(Self.two(parts.minute))"
    }

    /// Such as `Fri`.
    func weekday(_ date: Date) -> String {
        let names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        return names[calendar.component(.weekday, from: date) - 1]
    }

    /// Such as `2016-10-07T11:00:00-07:00`.
    func stamp(_ date: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute, .second], from: date)
        let minutes = abs(zone.secondsFromGMT(for: date)) / 60
        let sign = zone.secondsFromGMT(for: date) < 0 ? "-" : "+"
        let time = [parts.hour, parts.minute, parts.second].map(Self.two).joined(separator: ":")
        return "\(day(date))T\(time)\(sign)\(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
    }

    /// The calendar's day, such as `2016-10-07`.
    func day(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        let year = String(parts.year ?? 0)
        return
            "\(String(repeating: "0", count: max(0, 4 - year.count)))\(year)-\(Self.two(parts.month))-\(Self.two(parts.day))"
    }

    /// The moment when it is `hour` o'clock on a day such as `2016-10-07`; `nil` for what is none.
    func moment(on day: String, hour: Int) -> Date? {
        let parts = day.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2], hour: hour))
    }

    /// The day that a conference counts the moment to, whose days begin at `hour` o'clock.
    func day(_ date: Date, changingAt hour: Int) -> String {
        let day = day(date)
        guard let change = moment(on: day, hour: hour), date < change else { return day }
        return self.day(change.addingTimeInterval(-24 * 3600))
    }

    /// The same time of day a day later.
    func dayAfter(_ date: Date) -> Date {
        calendar.date(byAdding: .day, value: 1, to: date) ?? date.addingTimeInterval(24 * 3600)
    }

    static func two(_ number: Int?) -> String {
        let number = number ?? 0
        return number < 10 ? "0\(number)" : "\(number)"
    }
}
