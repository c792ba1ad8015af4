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

    @Test func `a badge of the pool takes the place of one that does not come out`() async throws {
        let ada = try await issue(to: "Ada")
        let spare = try #require(try await PreprintDesk(store: world.store).fillPool(1).first)
        #expect(try await activate(ada.serial, try world.token(spare)) == .badgeOfThePool)
        let outcome = try await desk.replace(
            ada.serial, because: .notPrinted, from: .scanned(try world.token(spare)), request: FactID(),
            at: world.station)
        #expect(outcome == .replaced(spare, printJob: nil))
        #expect(await world.store.read { $0.badges[ada.serial]?.revocation?.reason } == .notPrinted)
        #expect(await world.store.read { $0.badge(of: ada.person)?.activatedAt } == world.clock.now)
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test func `keeps the older badge when the one that was scanned cannot be given`() async throws {
        let ada = try await issue(to: "Ada")
        let bob = try await issue(to: "Bob")
        let outcome = try await desk.replace(
            ada.serial, because: .lost, from: .scanned(try world.token(bob.serial)), request: FactID(),
            at: world.station)
        #expect(outcome == .refused(.taken))
        #expect(await world.store.read { $0.liveBadges[ada.person] } == ada.serial)
    }

    @Test func `issues a badge to whoever has a seat and none yet, checked in or not`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let waiting = try await world.add(RegistrationDetails(fullName: "W", status: .waitlisted(position: 1)))
        let request = FactID()
        let first = try await desk.issue(to: ada, from: .printed(world.order), request: request, at: world.station)
        guard case .issued(_, .some) = first else {
            Issue.record("\(first)")
            return
        }
        #expect(
            try await desk.issue(to: ada, from: .printed(world.order), request: request, at: world.station) == first)
        #expect(
            try await desk.issue(to: ada, from: .printed(world.order), request: FactID(), at: world.station)
                == .hasBadge)
        #expect(
            try await desk.issue(to: waiting, from: .printed(world.order), request: FactID(), at: world.station)
                == .noSeat)
        #expect(await world.store.read { $0.checkIns.isEmpty })
    }

    @Test func `a replacement revokes the older badge at once`() async throws {
        let ada = try await issue(to: "Ada")
        let request = FactID()
        let outcome = try await desk.replace(
            ada.serial, because: .lost, from: .printed(world.order), request: request, at: world.station)
        guard case .replaced(let fresh, .some) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(fresh != ada.serial)
        #expect(await world.store.read { $0.badges[ada.serial]?.revocation?.reason } == .lost)
        #expect(await world.store.read { $0.liveBadges[ada.person] } == fresh)
        #expect(
            try await desk.replace(
                ada.serial, because: .lost, from: .printed(world.order), request: request, at: world.station) == outcome
        )
        #expect(
            try await desk.replace(
                ada.serial, because: .lost, from: .printed(world.order), request: FactID(), at: world.station)
                == .alreadyRevoked)
        #expect(try await activate(ada.serial, try world.token(ada.serial)) == .refused(.revoked))
    }
}
