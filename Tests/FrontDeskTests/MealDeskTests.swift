// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import SQLiteStore
import TestSupport
import Testing

struct MealDeskTests {
    let world: EventWorld
    let event: Event
    let lunch: PlaceID
    let desk: MealDesk<SQLiteStore>

    init() throws {
        let world = try EventWorld()
        let lunch = try #require(PlaceID("lunch"))
        var event = world.event
        event.places.append(Place(id: lunch, name: "Lunch", kind: .meal, capacity: 100))
        self.world = world
        self.event = event
        self.lunch = lunch
        desk = MealDesk(store: world.store, event: event, now: { world.clock.now })
    }

    private func add(_ needs: String?, _ status: RegistrationStatus = .accepted) async throws -> RegistrationID {
        try await world.add(RegistrationDetails(fullName: "P", status: status, dietaryNeeds: needs))
    }

    private func come(_ id: RegistrationID) async throws {
        try await world.record([
            Fact(at: world.clock.now, station: nil, .checkedIn(id, evidence: .typed, codeOfConduct: "1"))
        ])
    }

    private func eat(_ id: RegistrationID, at date: Date) async throws {
        let serial = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
        let passage = Passage(registration: id, badge: serial, place: lunch)
        try await world.record([Fact(at: date, station: nil, .mealTaken(passage))])
    }

    @Test func `expects those with a seat by their needs, however they wrote them`() async throws {
        let vegan = try await add("vegan")
        _ = try await add(" Vegan  ")
        let plain = try await add(nil)
        let waiting = try await add("vegan", .waitlisted(position: 1))
        _ = try await add("kosher", .declined)
        var report = try await desk.report()
        #expect(report.needs.map(\.name) == [nil, "kosher", "vegan"])
        #expect(report.needs.map(\.expected) == [1, 0, 2])
        try await world.record([
            Fact(at: world.clock.now, station: nil, .seatForfeited(plain)),
            Fact(at: world.clock.now, station: nil, .waitlistReleased(waiting)),
        ])
        try await come(vegan)
        report = try await desk.report()
        #expect(report.needs.map(\.expected) == [0, 0, 3])
        #expect(report.needs.map(\.checkedIn) == [0, 0, 1])
        #expect(report.places.map(\.days.count) == [1] && report.places[0].days[0].taken == [0, 0, 0])
    }

    @Test func `counts people who had a meal, by day and need, each once`() async throws {
        let vegan = try await add("vegan")
        let plain = try await add(nil)
        let (today, yesterday) = (world.clock.now, world.clock.now - 86_400)
        for (person, date) in [(vegan, today), (vegan, today), (plain, yesterday), (vegan, yesterday)] {
            try await eat(person, at: date)
        }
        let days = try #require(try await desk.report().places.first?.days)
        #expect(days.map(\.taken) == [[1, 1], [0, 1]])
        let calendar = EventCalendar(timeZone: event.timeZone)
        #expect(days.map(\.day) == [calendar.name(of: yesterday), calendar.name(of: today)])
    }
}
