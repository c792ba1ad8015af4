// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import SQLiteStore
import Sealing
import TestSupport
import Testing

struct CheckInDeskTests {
    let world: EventWorld
    let desk: CheckInDesk<SQLiteStore, BadgeKey>

    init() throws {
        let world = try EventWorld()
        self.world = world
        desk = CheckInDesk(
            journal: world.store, event: world.event, verifier: world.key, now: { world.clock.now })
    }

    private func checkIn(
        _ id: RegistrationID, request: FactID = FactID(), agrees: Bool = true, badge: BadgeSource?
    ) async throws -> CheckInOutcome {
        try await desk.checkIn(
            CheckInRequest(id: request, registration: id, evidence: .mrz, agreesToCodeOfConduct: agrees),
            at: world.station, badge: badge)
    }

    private func checkIn(
        _ id: RegistrationID, request: FactID = FactID(), agrees: Bool = true
    ) async throws -> CheckInOutcome {
        try await checkIn(id, request: request, agrees: agrees, badge: .printed(world.order))
    }

    private func admission(_ outcome: CheckInOutcome) throws -> Admission {
        guard case .admitted(let admission) = outcome else { throw Unexpected(outcome: outcome) }
        return admission
    }

    private struct Unexpected: Error {
        let outcome: CheckInOutcome
    }

    @Test func `admits, issues one badge and asks for it to be printed`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let admission = try admission(try await checkIn(ada))
        let badge = try #require(await world.store.read { $0.badge(of: ada) })
        #expect(badge.serial == admission.badge)
        #expect(badge.printJob == admission.printJob)
        #expect(badge.printJob != nil)
        #expect(await world.store.read { $0.checkIns[ada] } == admission.checkIn)
        #expect(admission.checkIn.at == world.clock.now)
    }

    @Test func `answers the same request again with the same badge, and records nothing`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let request = FactID()
        let first = try await checkIn(ada, request: request)
        world.clock.advance(by: 60)
        #expect(try await checkIn(ada, request: request) == first)
        #expect(await world.store.read { $0.badges.count } == 1)
    }

    @Test func `tells a second request when and where it was`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let first = try admission(try await checkIn(ada))
        world.clock.advance(by: 60)
        let badge = await world.store.read { $0.badge(of: ada) }
        #expect(try await checkIn(ada) == .alreadyCheckedIn(first.checkIn, badge))
    }

    @Test func `of twenty desks at once one admits`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let outcomes = try await withThrowingTaskGroup(of: CheckInOutcome.self) { group in
            for _ in 0..<20 { group.addTask { try await checkIn(ada) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { if case .admitted = $0 { true } else { false } } == 1)
        #expect(await world.store.read { $0.badges.count } == 1)
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test func `refuses whoever has no seat, and whoever does not agree`() async throws {
        let waiting = try await world.add(RegistrationDetails(fullName: "W", status: .waitlisted(position: 3)))
        let declined = try await world.add(RegistrationDetails(fullName: "D", status: .declined))
        let accepted = try await world.add(RegistrationDetails(fullName: "A"))
        #expect(try await checkIn(waiting) == .refused(.waitlisted(position: 1)))
        #expect(try await checkIn(declined) == .refused(.declined))
        #expect(try await checkIn(accepted, agrees: false) == .refused(.codeOfConductRequired))
        #expect(try await checkIn(RegistrationID()) == .refused(.unknownRegistration))
        #expect(await world.store.read { $0.checkIns.isEmpty })
    }

    @Test func `checks in without a badge when the desk wants none`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let request = FactID()
        let first = try await checkIn(ada, request: request, badge: nil)
        #expect(try admission(first).badge == nil)
        #expect(await world.store.read { $0.badges.isEmpty && $0.checkIns[ada] != nil })
        #expect(try await checkIn(ada, request: request, badge: nil) == first)
    }

    @Test func `gives a badge of the pool that is scanned, once`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let bob = try await world.add(RegistrationDetails(fullName: "Bob"))
        let spare = try #require(try await PreprintDesk(store: world.store).fillPool(2).first)
        let text = try world.token(spare)
        let admission = try admission(try await checkIn(ada, badge: .scanned(text)))
        #expect(admission.badge == spare)
        #expect(admission.printJob == nil)
        #expect(await world.store.read { $0.badge(of: ada)?.activatedAt } == world.clock.now)
        #expect(await world.store.read { $0.pool.count } == 1)
        #expect(try await checkIn(bob, badge: .scanned(text)) == .refused(.badge(.taken)))
        #expect(try await checkIn(bob, badge: .scanned("hello")) == .refused(.badge(.unfit(.unreadable))))
        #expect(await world.store.read { $0.checkIns[bob] } == nil)
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test func `hands out the badge that was printed beforehand instead of another`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let preprint = try #require(try await PreprintDesk(store: world.store).issueToAll().first)
        let admission = try admission(try await checkIn(ada))
        #expect(admission.badge == preprint.serial)
        #expect(admission.printJob == nil)
        #expect(await world.store.read { $0.badges.count } == 1)
    }

    @Test func `does not take one request for two people`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let bob = try await world.add(RegistrationDetails(fullName: "Bob"))
        let request = FactID()
        _ = try await checkIn(ada, request: request)
        #expect(try await checkIn(bob, request: request) == .refused(.requestUsedBefore))
    }

    @Test func `takes a check-in back with its badge, and keeps the history`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let first = try admission(try await checkIn(ada))
        #expect(try await desk.undo(first.checkIn.id, reason: .mistake, at: world.station) == .undone(ada))
        #expect(try await desk.undo(first.checkIn.id, reason: .mistake, at: world.station) == .notCheckedIn)
        let badge = try #require(first.badge)
        #expect(await world.store.read { $0.badges[badge]?.revocation?.reason } == .checkInUndone)
        let second = try admission(try await checkIn(ada))
        #expect(second.badge != first.badge)
        #expect(try await world.store.verify().problems.isEmpty)
    }
}
