// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import PhotoID
import SQLiteStore
import Sealing
import TestSupport
import Testing

struct LookupDeskTests {
    let world: EventWorld
    let desk: LookupDesk<SQLiteStore, BadgeKey>

    init() throws {
        world = try EventWorld()
        desk = LookupDesk(store: world.store, event: world.event.id, verifier: world.key)
    }

    @Test func `finds whoever came onto the list a moment ago`() async throws {
        #expect(try await desk.lookUp("Melvin Carter").decision == .none)
        let melvin = try await world.add(RegistrationDetails(fullName: "Melvin Carter", orderCode: "MJYJVGYJ"))
        let answer = try await desk.lookUp("me")
        #expect(answer.candidates.map(\.registration.id) == [melvin])
        #expect(try await desk.lookUp("mjyjvgyj").candidates.map(\.registration.id) == [melvin])
    }

    @Test func `says when somebody is in already`() async throws {
        let melvin = try await world.add(RegistrationDetails(fullName: "Melvin Carter"))
        let checkIn = Fact(
            at: world.clock.now, station: world.station, .checkedIn(melvin, evidence: .typed, codeOfConduct: "1"))
        try await world.record([checkIn])
        #expect(try await desk.lookUp("Melvin Carter").candidates.first?.checkIn?.at == world.clock.now)
    }

    @Test func `finds the person by the badge, old or new`() async throws {
        let melvin = try await world.add(RegistrationDetails(fullName: "Melvin Carter"))
        let serial = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
        try await world.record([
            Fact(at: world.clock.now, station: nil, .badgeIssued(serial, to: melvin)),
            Fact(at: world.clock.now, station: nil, .badgeRevoked(serial, reason: .lost)),
        ])
        let answer = try await desk.lookUp(try world.token(serial))
        #expect(answer.decision == .exact)
        #expect(answer.candidates.map(\.registration.id) == [melvin])
    }
}
