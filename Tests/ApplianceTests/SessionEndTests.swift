// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Logging
import SQLiteStore
import TestSupport
import Testing

@testable import Appliance

struct SessionEndTests {
    private func closer(_ world: EventWorld, _ rule: ClosingRule, ends: Date) -> DayCloser<SQLiteStore> {
        var event = world.event
        event.places[0].hours = [OpeningHours(opens: ends - 7200, closes: ends)]
        event.places[0].whenClosed = rule
        return DayCloser(
            journal: world.store, event: event, ends: [], logger: Logger(label: "test"), now: { world.clock.now })
    }

    private func enters(_ world: EventWorld, _ at: Date) throws -> Fact {
        let serial = try #require(BadgeSerial(bytes: [0, 0, 0, 0, 0, 1]))
        let passage = Passage(registration: RegistrationID(), badge: serial, place: world.gradient)
        return Fact(at: at, station: nil, .entered(passage))
    }

    @Test func `whoever is inside when a session ends is out, recorded once and in its own time`() async throws {
        let world = try EventWorld()
        let end = world.clock.now + 600
        let closer = closer(world, .clear, ends: end)
        try await world.record([try enters(world, world.clock.now)])
        #expect(try await closer.closeDays() == 0)
        // The daemon was off at the end; somebody came since.
        world.clock.advance(by: 3600)
        try await world.record([try enters(world, end + 60)])
        #expect(try await closer.closeDays() == 1)
        #expect(try await closer.closeDays() == 0)
        let occupancy = await world.store.read { $0.occupancy }
        #expect(occupancy.inside(world.gradient, at: end - 1) == 1 && occupancy.inside(world.gradient, at: end) == 0)
        #expect(occupancy.count(of: world.gradient).inside == 1)
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test func `whoever is inside when a session ends stays inside where the event file says so`() async throws {
        let world = try EventWorld()
        let closer = closer(world, .keep, ends: world.clock.now + 600)
        try await world.record([try enters(world, world.clock.now)])
        world.clock.advance(by: 3600)
        #expect(try await closer.closeDays() == 0)
        #expect(await world.store.read { $0.occupancy.count(of: world.gradient).inside } == 1)
    }
}
