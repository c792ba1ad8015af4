// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The days of the event's time zone.
package struct EventCalendar: Equatable, Sendable {
    private let calendar: Calendar

    /// `timeZone` is an IANA name; one that is not known here is taken for UTC.
    package init(timeZone: String) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        self.calendar = calendar
    }

    /// The day that `moment` is in, from its beginning up to the next one's.
    package func day(of moment: Date) -> Range<Date> {
        let start = calendar.startOfDay(for: moment)
        // A day has a next one.
        let end = calendar.date(byAdding: .day, value: 1, to: start) ?? start + 86_400
        return start..<max(end, start + 1)
    }

    /// The day as `yyyy-mm-dd`.
    package func name(of moment: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: moment)
        return "\(Self.padded(parts.year, 4))-\(Self.padded(parts.month, 2))-\(Self.padded(parts.day, 2))"
    }

    /// The time of day as `hh:mm`.
    package func time(of moment: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute], from: moment)
        return "\(Self.padded(parts.hour, 2)):\(Self.padded(parts.minute, 2))"
    }

    private static func padded(_ number: Int?, _ length: Int) -> String {
        let digits = String(number ?? 0)
        return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }
}
