// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

/// The table `[privacy]`: when personal data are erased, and whom to ask about them.
struct PrivacyEntry {
    let rules: PrivacyRules

    /// Without a word, so many days after the last day.
    static let defaultDays = 30

    /// `lastDay` is the event's, as `yyyy-mm-dd`.
    init(reading table: TOMLReader, lastDay: String?) {
        let day = table.optional("erase_after", .day)
        let contact = table.optional("contact", .text(upTo: 200))
        table.finish()
        if let day, let lastDay, day < lastDay {
            table.report.add(
                .badValue, at: table.path.appending("erase_after"),
                "expected a day on which the event is over, \(lastDay) or later, found \(day)")
        }
        rules = PrivacyRules(erasedFrom: day ?? lastDay.flatMap(Self.defaultDay), contact: contact)
    }

    private static func defaultDay(after lastDay: String) -> String? {
        let parts = lastDay.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let last = calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
        let day = last.flatMap { calendar.date(byAdding: .day, value: defaultDays, to: $0) }
        return day.map { EventCalendar(timeZone: "UTC").name(of: $0) }
    }
}
