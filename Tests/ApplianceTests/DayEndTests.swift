// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Logging
import SQLiteStore
import TestSupport
import Testing

@testable import Appliance

struct DayEndTests {
    private func file(_ change: (inout EventFile) -> Void = { _ in }) throws -> EventFile {
        var file = try EventFile(parsing: Array(Sample.event().utf8))
        change(&file)
        return file
    }

    private func closer(_ world: EventWorld, days: [String]) throws -> DayCloser<SQLiteStore> {
        let ends = DayEnd.all(
            of: try file {
                $0.event.days = days
                $0.event.timeZone = "UTC"
            })
        return DayCloser(
            journal: world.store, event: world.event, ends: ends, logger: Logger(label: "test"),
            now: { world.clock.now })
    }

    @Test func `a day ends some time after closing, by the clocks of the event's time zone`() throws {
        let ends = DayEnd.all(of: try file { $0.event.days = ["2016-10-29", "2016-10-30"] })
        #expect(ends.map(\.day) == ["2016-10-29", "2016-10-30"])
        // Berlin's clocks go back in between: 19:05 is 17:05 UTC on the first day and 18:05 on the second.
        #expect(ends.map { $0.at.formatted(.iso8601) } == ["2016-10-29T17:05:00Z", "2016-10-30T18:05:00Z"])
        #expect(DayEnd.all(of: try file { $0.clearAfterClosingMinutes = nil }).isEmpty)
    }

    @Test func `whoever was inside is out at the day's end, recorded once and in its own time`() async throws {
        let world = try EventWorld()
        let day = String(world.clock.now.formatted(.iso8601).prefix(10))
        let closer = try closer(world, days: [day])
        let end = try #require(closer.ends.first).at
        let before = end - 600
        try await world.record([Fact(at: before, station: nil, .recounted(world.gradient, count: 7))])
        world.clock.advance(by: end.timeIntervalSince(world.clock.now) - 1)
        #expect(try await closer.closeDays() == 0)
        // The daemon was off at the time and starts in the night.
        world.clock.advance(by: 4 * 3600)
        #expect(try await closer.closeDays() == 1)
        #expect(try await closer.closeDays() == 0)
        let occupancy = await world.store.read { $0.occupancy }
        #expect(occupancy.inside(world.gradient, at: end - 1) == 7)
        #expect(occupancy.inside(world.gradient, at: end) == 0)
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test func `what a door delivers late is cleared, too, and who came later stays`() async throws {
        let world = try EventWorld()
        let day = String(world.clock.now.formatted(.iso8601).prefix(10))
        let closer = try closer(world, days: [day])
        let end = try #require(closer.ends.first).at
        world.clock.advance(by: end.timeIntervalSince(world.clock.now) + 12 * 3600)
        #expect(try await closer.closeDays() == 0)
        let serial = try #require(BadgeSerial(bytes: [0, 0, 0, 0, 0, 1]))
        func enters(_ at: Date) -> Fact {
            let passage = Passage(registration: RegistrationID(), badge: serial, place: world.gradient)
            return Fact(at: at, station: nil, .entered(passage))
        }
        try await world.record([enters(end - 60), enters(end + 60)])
        #expect(try await closer.closeDays() == 1)
        #expect(await world.store.read { $0.occupancy.count(of: world.gradient).inside } == 1)
        // One more for the same day cannot be a second fact; the place was emptied then already.
        try await world.record([enters(end - 30)])
        #expect(try await closer.closeDays() == 0)
        #expect(await world.store.read { $0.occupancy.count(of: world.gradient).inside } == 1)
    }
}
