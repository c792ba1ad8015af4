// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Foundation
import FrontDesk
import SQLiteStore
import Sealing
import TestSupport
import Testing

/// Lunch in California, where the day begins at seven or eight in the morning of UTC.
struct MealTests {
    let world: EventWorld
    let event: Event
    let lunch: PlaceID
    let doorkeeper: Doorkeeper<SQLiteStore, BadgeKey>

    init() throws {
        let world = try EventWorld()
        let lunch = try #require(PlaceID("lunch"))
        var event = world.event
        event.timeZone = "America/Los_Angeles"
        event.places.append(Place(id: lunch, name: "Lunch", kind: .meal, capacity: 100))
        self.world = world
        self.event = event
        self.lunch = lunch
        doorkeeper = Doorkeeper(
            journal: world.store, event: event, verifier: world.key, now: { world.clock.now },
            instant: Self.instants(of: world))
        // Whatever the clock says, it is made noon there: 19 or 20 hours of UTC.
        let start = EventCalendar(timeZone: event.timeZone).day(of: world.clock.now).lowerBound
        world.clock.advance(by: (start + 86_400 + 12 * 3600).timeIntervalSince(world.clock.now))
    }

    /// A clock that nobody sets, which goes on with the world's.
    private static func instants(of world: EventWorld) -> @Sendable () -> ContinuousClock.Instant {
        let (start, noon) = (ContinuousClock.now, world.clock.now)
        return { start + .seconds(world.clock.now.timeIntervalSince(noon)) }
    }

    private func scan(_ badge: String, at time: Date? = nil, id: FactID = FactID()) async throws -> ScanResult {
        let scan = Scan(id: id, badge: badge, place: lunch, direction: .auto, at: time)
        return try #require(try await doorkeeper.admit(scan, at: world.station))
    }

    @Test func `each badge counts once a day of the event's zone, and nobody is inside`() async throws {
        let ada = try await world.arrive("Ada")
        let bob = try await world.arrive("Bob")
        let noon = world.clock.now
        let first = try await scan(ada)
        #expect(first.outcome == .served && first.badgeName == "Ada" && first.inside == 1)
        world.clock.advance(by: 2)
        #expect(try await scan(ada).outcome == .duplicate(of: .enters))
        world.clock.advance(by: 60)
        let again = try await scan(ada)
        #expect(again.outcome == .refused(.mealTaken, since: noon) && again.badgeName == "Ada")
        #expect(try await scan(bob).inside == 2)
        #expect(await world.store.read { $0.occupancy.building } == 0)
        // Midnight there, though it is another day in UTC hours before.
        world.clock.advance(by: 11 * 3600)
        #expect(try await scan(ada).outcome == .refused(.mealTaken, since: noon))
        world.clock.advance(by: 3600)
        let next = try await scan(ada)
        #expect(next.outcome == .served && next.inside == 1)
    }

    @Test func `a meal leaves its owner where they are counted`() async throws {
        let ada = try await world.arrive("Ada")
        let scan = Scan(id: FactID(), badge: ada, place: world.gradient, direction: .auto, at: nil)
        #expect(try await doorkeeper.admit(scan, at: world.station)?.outcome == .entered)
        world.clock.advance(by: 60)
        _ = try await self.scan(ada)
        let gradient = world.gradient
        let inside = await world.store.read { $0.occupancy.inside(gradient) }
        #expect(inside == 1)
    }

    @Test func `the same scan again is the same meal, or the same refusal`() async throws {
        let ada = try await world.arrive("Ada")
        let noon = world.clock.now
        let id = FactID()
        _ = try await scan(ada, id: id)
        world.clock.advance(by: 600)
        #expect(try await scan(ada, id: id).outcome == .duplicate(of: .enters))
        let refused = FactID()
        for _ in 0..<2 { #expect(try await scan(ada, id: refused).outcome == .refused(.mealTaken, since: noon)) }
    }

    @Test func `what a door delivers late counts on its own day, and once`() async throws {
        let ada = try await world.arrive("Ada")
        let noon = world.clock.now
        world.clock.advance(by: 24 * 3600)
        #expect(try await scan(ada).outcome == .served)
        #expect(try await scan(ada, at: noon + 60).outcome == .served)
        // Another door, cut off as well, gave them a second one.
        let second = try await scan(ada, at: noon + 600)
        #expect(second.outcome == .refused(.mealTaken, since: noon + 60) && second.inside == 1)
    }

    @Test func `outside of its hours no meal is given, but one that was is counted`() async throws {
        let ada = try await world.arrive("Ada")
        var event = event
        let hours = OpeningHours(opens: world.clock.now + 600, closes: world.clock.now + 3600)
        event.places[event.places.count - 1].hours = [hours]
        let early = Doorkeeper(
            journal: world.store, event: event, verifier: world.key, now: { world.clock.now },
            instant: Self.instants(of: world))
        let scan = Scan(id: FactID(), badge: ada, place: lunch, direction: .auto, at: nil)
        let refused = try await early.admit(scan, at: world.station)
        #expect(refused?.outcome == .refused(.closed, since: nil) && refused?.opensAt == hours.opens)
        let late = Scan(id: FactID(), badge: ada, place: lunch, direction: .auto, at: world.clock.now)
        #expect(try await early.admit(late, at: world.station)?.outcome == .served)
    }

    @Test func `a door that may be cut off knows who has eaten today, and until when that holds`() async throws {
        let ada = try await world.arrive("Ada")
        #expect(await doorkeeper.briefing(forDoorOf: lunch).inside.isEmpty)
        _ = try await scan(ada)
        let briefing = await doorkeeper.briefing(forDoorOf: lunch)
        #expect(briefing.inside.count == 1)
        #expect(briefing.mealAgainAt == EventCalendar(timeZone: event.timeZone).day(of: world.clock.now).upperBound)
        #expect(await doorkeeper.briefing(forDoorOf: world.gradient).mealAgainAt == nil)
        world.clock.advance(by: 24 * 3600)
        #expect(await doorkeeper.briefing(forDoorOf: lunch).inside.isEmpty)
    }
}
