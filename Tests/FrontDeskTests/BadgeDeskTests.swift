// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import SQLiteStore
import Sealing
import TestSupport
import Testing

struct BadgeDeskTests {
    let world: EventWorld
    let desk: BadgeDesk<SQLiteStore, BadgeKey>

    init() throws {
        let world = try EventWorld()
        self.world = world
        desk = BadgeDesk(
            journal: world.store, event: world.event.id, verifier: world.key,
            now: { world.clock.now })
    }

    private func issue(to name: String) async throws -> (person: RegistrationID, serial: BadgeSerial) {
        var generator = SystemRandomNumberGenerator()
        let serial = BadgeSerial(using: &generator)
        let person = try await world.add(RegistrationDetails(fullName: name))
        try await world.record([Fact(at: world.clock.now, station: nil, .badgeIssued(serial, to: person))])
        return (person, serial)
    }

    private func activate(_ serial: BadgeSerial, _ text: String) async throws -> ActivationOutcome {
        try await desk.activate(serial, scanned: text, at: world.station)
    }

    @Test func `activates the badge that was printed, and no other`() async throws {
        let ada = try await issue(to: "Ada")
        let bob = try await issue(to: "Bob")
        #expect(try await activate(ada.serial, try world.token(bob.serial)) == .otherBadge)
        #expect(try await activate(ada.serial, "hello") == .refused(.unreadable))
        #expect(await world.store.read { $0.badges[ada.serial]?.activatedAt } == nil)
        #expect(try await activate(ada.serial, try world.token(ada.serial)) == .activated(ada.person))
        #expect(await world.store.read { $0.badges[ada.serial]?.activatedAt } == world.clock.now)
    }

    @Test func `a replacement revokes the older badge at once`() async throws {
        let ada = try await issue(to: "Ada")
        let request = FactID()
        let outcome = try await desk.replace(
            ada.serial, because: .lost, request: request, at: world.station, printing: world.route)
        guard case .replaced(let fresh, .some) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(fresh != ada.serial)
        #expect(await world.store.read { $0.badges[ada.serial]?.revocation?.reason } == .lost)
        #expect(await world.store.read { $0.liveBadges[ada.person] } == fresh)
        #expect(
            try await desk.replace(
                ada.serial, because: .lost, request: request, at: world.station, printing: world.route) == outcome)
        #expect(
            try await desk.replace(
                ada.serial, because: .lost, request: FactID(), at: world.station, printing: world.route)
                == .alreadyRevoked)
        #expect(try await activate(ada.serial, try world.token(ada.serial)) == .refused(.revoked))
    }
}
