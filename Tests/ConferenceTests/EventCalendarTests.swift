// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Testing

struct EventCalendarTests {
    @Test(arguments: [
        ("America/Los_Angeles", "2016-10-08T06:59:59Z", "2016-10-07", 24),
        ("America/Los_Angeles", "2016-10-08T07:00:00Z", "2016-10-08", 24),
        ("Europe/Berlin", "2016-10-30T12:00:00Z", "2016-10-30", 25),
        ("Asia/Kathmandu", "2016-10-07T18:15:00Z", "2016-10-08", 24),
        ("nowhere", "2016-01-01T00:00:00Z", "2016-01-01", 24),
    ])
    func `knows the day of a moment where the event is`(zone: String, text: String, day: String, hours: Double) throws {
        let calendar = EventCalendar(timeZone: zone)
        let moment = try Date(text, strategy: .iso8601)
        #expect(calendar.name(of: moment) == day)
        let range = calendar.day(of: moment)
        #expect(range.contains(moment))
        #expect(range.upperBound.timeIntervalSince(range.lowerBound) == hours * 3600)
        #expect(calendar.name(of: range.lowerBound) == day && calendar.name(of: range.upperBound) != day)
    }
}
