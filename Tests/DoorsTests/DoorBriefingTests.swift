// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Foundation
import FrontDesk
import SQLiteStore
import Sealing
import TestSupport
import Testing

struct DoorBriefingTests {
    let world: EventWorld

    init() throws {
        world = try EventWorld()
    }

    private func badge(for name: String, checkedIn: Bool = true) async throws -> BadgeSerial {
        var generator = SystemRandomNumberGenerator()
        let serial = BadgeSerial(using: &generator)
        let person = try await world.add(RegistrationDetails(fullName: name))
        var facts = [Fact(at: world.clock.now, station: nil, .badgeIssued(serial, to: person))]
        if checkedIn {
            facts.append(
                Fact(at: world.clock.now, station: nil, .checkedIn(person, evidence: .typed, codeOfConduct: "1")))
        }
        try await world.record(facts)
        return serial
    }

    @Test func `lists the badges that do not count by the reason, and those of the people inside its own place`()
        async throws
    {
        let doorkeeper = Doorkeeper(
            journal: world.store, event: world.event, verifier: world.key, now: { [world] in world.clock.now })
        let ada = try await badge(for: "Ada")
        let bob = try await badge(for: "Bob")
        let lost = try await badge(for: "Cy")
        let early = try await badge(for: "Dee", checkedIn: false)
        let spare = try #require(try await PreprintDesk(store: world.store).fillPool(1).first)
        let revocation = Fact(at: world.clock.now, station: nil, .badgeRevoked(lost, reason: .lost))
        try await world.record([revocation])
        for (serial, place) in [(ada, world.gradient), (bob, world.chainRule)] {
            let scan = Scan(id: FactID(), badge: try world.token(serial), place: place, direction: .in, at: nil)
            #expect(try await doorkeeper.admit(scan, at: world.station)?.outcome == .entered)
        }

        let briefing = await doorkeeper.briefing(forDoorOf: world.gradient)
        #expect(briefing.inside == [ada])
        #expect(briefing.revoked.map(\.serial) == [lost])
        #expect(briefing.revoked.first?.since == revocation.at)
        #expect(briefing.notCheckedIn == [early])
        #expect(!briefing.revoked.map(\.serial).contains(spare))
        #expect(briefing.publicKey.count == 32)
        #expect(EventTag(leading: briefing.publicKey) == briefing.eventTag)
    }
}
