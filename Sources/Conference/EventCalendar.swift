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
        let numbers = [parts.month ?? 0, parts.day ?? 0].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(parts.year ?? 0)-" + numbers.joined(separator: "-")
    }
}
