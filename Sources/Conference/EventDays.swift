// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The days of the calendar where the event is.
package struct EventDays: Sendable {
    private let calendar: Calendar

    /// The time zone of the event file is one that the system knows; were it not, days would be those of Greenwich.
    package init(timeZone: String) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        self.calendar = calendar
    }

    /// The day as `yyyy-mm-dd`.
    package func day(of date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return "\(Self.padded(parts.year, 4))-\(Self.padded(parts.month, 2))-\(Self.padded(parts.day, 2))"
    }

    /// The time of day as `hh:mm`.
    package func time(of date: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute], from: date)
        return "\(Self.padded(parts.hour, 2)):\(Self.padded(parts.minute, 2))"
    }

    private static func padded(_ number: Int?, _ length: Int) -> String {
        let digits = String(number ?? 0)
        return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }
}
