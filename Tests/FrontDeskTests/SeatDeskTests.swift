// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import SQLiteStore
import Sealing
import TestSupport
import Testing

/// Two people with a seat, three who wait, and desks that know when seats are released.
struct SeatDeskTests {
    let world: EventWorld
    let rules: AdmissionRules
    let seats: SeatDesk<SQLiteStore>
    let desk: CheckInDesk<SQLiteStore, BadgeKey>
    let ada: RegistrationID
    let bob: RegistrationID
    /// In the order in which they wait; the list has them in another one.
    let waiting: [RegistrationID]

    init() async throws {
        let world = try EventWorld()
        self.world = world
        rules = AdmissionRules(releases: [world.clock.now + 3600])
        var event = world.event
        event.admission = rules
        seats = SeatDesk(store: world.store, rules: rules, now: { world.clock.now })
        desk = CheckInDesk(journal: world.store, event: event, verifier: world.key, now: { world.clock.now })
        ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        bob = try await world.add(RegistrationDetails(fullName: "Bob"))
        let last = try await world.add(RegistrationDetails(fullName: "Last", status: .waitlisted(position: nil)))
        let second = try await world.add(RegistrationDetails(fullName: "Second", status: .waitlisted(position: 8)))
        let first = try await world.add(RegistrationDetails(fullName: "First", status: .waitlisted(position: 3)))
        waiting = [first, second, last]
    }

    private func checkIn(_ id: RegistrationID, agrees: Bool = true) async throws -> CheckInOutcome {
        try await desk.checkIn(
            CheckInRequest(id: FactID(), registration: id, evidence: .mrz, agreesToCodeOfConduct: agrees),
            at: world.station, badge: .printed(world.order))
    }

    private func arrive(_ id: RegistrationID) async throws -> FactID {
        let outcome = try await checkIn(id)
        guard case .admitted(let admission) = outcome else { throw NotAdmitted(outcome: outcome) }
        return admission.checkIn.id
    }

    private struct NotAdmitted: Error {
        let outcome: CheckInOutcome
    }

    private func view(_ id: RegistrationID) async throws -> SeatView {
        let registration = try #require(try await world.store.registration(id))
        return try #require(try await seats.standings(of: [registration]).first)
    }

    private func release() async throws -> SeatReleaseOutcome {
        try await seats.release(request: FactID(), at: world.station)
    }

    private func counts(_ forfeited: Int, _ released: Int) -> SeatReleaseOutcome {
        .released(SeatReleaseCount(forfeited: forfeited, released: released), at: world.clock.now)
    }

    @Test func `before a release it says how many seats are free then, as things stand`() async throws {
        _ = try await arrive(ada)
        let first = try await view(waiting[0])
        #expect(first.standing == .waiting && first.position == 1 && first.isInLine && !first.admits)
        #expect(first.free == 1 && first.freeAt == rules.releases[0])
        #expect(try await view(waiting[2]).position == 3)
        #expect(try await checkIn(waiting[0]) == .refused(.waitlisted(position: 1)))
        _ = try await arrive(bob)
        #expect(try await view(waiting[0]).free == 0)
    }

    @Test func `a release gives the seats of those who have not come to the first who wait`() async throws {
        _ = try await arrive(ada)
        #expect(try await release() == counts(1, 1))
        #expect(try await view(bob).standing == .forfeited(at: world.clock.now))
        #expect(try await view(waiting[0]).standing == .seat(since: world.clock.now))
        #expect(try await view(waiting[1]).standing == .waiting)
        #expect(try await view(waiting[1]).position == 1)
        #expect(try await checkIn(waiting[1]) == .refused(.waitlisted(position: 1)))
        _ = try await arrive(waiting[0])
        #expect(try await seats.overview().plan.free == 0)
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test func `the same request is the same release`() async throws {
        let request = FactID()
        let first = try await seats.release(request: request, at: world.station)
        #expect(first == counts(2, 2))
        world.clock.advance(by: 7200)
        #expect(try await seats.release(request: request, at: world.station) == first)
        #expect(try await view(waiting[2]).standing == .waiting)
    }

    @Test func `nobody loses a seat that nobody would get`() async throws {
        for id in waiting { _ = try await seats.grant(id, request: FactID(), at: world.station) }
        #expect(try await release() == .nothingToRelease(free: 0))
        #expect(try await view(bob).standing == .seat(since: nil))
        #expect(try await checkIn(bob) != .refused(.declined))
    }

    @Test func `whoever comes late gets a seat while one is free, and else joins the end of the line`() async throws {
        let late = try await world.add(RegistrationDetails(fullName: "Late"))
        let later = try await world.add(RegistrationDetails(fullName: "Later"))
        // Four seats for three who wait: one is left.
        #expect(try await release() == counts(4, 3))
        #expect(try await view(late).admits)
        _ = try await arrive(late)
        let refused = CheckInRefusal.seatForfeited(at: world.clock.now, ahead: 0)
        #expect(try await checkIn(later) == .refused(refused))
        #expect(try await !view(later).isInLine)
        _ = try await seats.join(later, request: FactID(), at: world.station)
        _ = try await seats.join(later, request: FactID(), at: world.station)
        _ = try await seats.join(bob, request: FactID(), at: world.station)
        #expect(try await view(later).position == 1)
        #expect(try await view(bob).position == 2)
        #expect(try await seats.overview().plan.waiting == [later, bob])
        #expect(await world.store.read { $0.seats.joined } == [later, bob])
    }

    @Test func `an undone check-in gives the seat back, to the next in line alone`() async throws {
        let late = try await world.add(RegistrationDetails(fullName: "Late"))
        for id in [ada, bob] { _ = try await arrive(id) }
        #expect(try await release() == counts(1, 1))
        let arrival = try await arrive(waiting[0])
        _ = try await seats.join(late, request: FactID(), at: world.station)
        // The person of the waiting list keeps the seat that they were given.
        _ = try await desk.undo(arrival, reason: .mistake, at: world.station)
        #expect(try await seats.overview().plan.free == 0)
        world.clock.advance(by: 3600)
        #expect(try await release() == counts(1, 1))
        let second = try await arrive(waiting[1])
        #expect(try await checkIn(late) == .refused(.seatForfeited(at: world.clock.now - 3600, ahead: 1)))
        _ = try await desk.undo(second, reason: .mistake, at: world.station)
        #expect(try await view(waiting[0]).standing == .forfeited(at: world.clock.now))
    }

    @Test func `a seat that was given waits for its owner for a while`() async throws {
        #expect(try await release() == counts(2, 2))
        world.clock.advance(by: 3599)
        #expect(try await release() == .nothingToRelease(free: 0))
        world.clock.advance(by: 1)
        #expect(try await release() == counts(2, 1))
        #expect(try await view(waiting[2]).standing == .seat(since: world.clock.now))
        #expect(try await seats.overview().plan.free == 1)
    }

    @Test func `somebody's word gives a seat over the count, and none to others`() async throws {
        let declined = try await world.add(RegistrationDetails(fullName: "D", status: .declined))
        for id in [ada, bob] { _ = try await arrive(id) }
        let answer = try await seats.grant(declined, request: FactID(), at: world.station)
        #expect(answer == .standing(SeatView(standing: .seat(since: world.clock.now))))
        _ = try await arrive(declined)
        #expect(try await seats.overview().plan.taken == 3)
        #expect(try await seats.overview().plan.free == 0)
        #expect(try await release() == .nothingToRelease(free: 0))
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test func `a walk-in takes a seat that nobody waits for, or one over the count by the desk's word`() async throws {
        let walkIns = WalkInDesk(journal: world.store, rules: rules, now: { world.clock.now })
        let walkIn = try WalkIn(badgeName: "W", givenName: nil, familyName: nil, affiliation: nil, email: nil)
        let refused = try await walkIns.register(walkIn, request: FactID(), at: world.station)
        #expect(refused == .noSeatFree(waiting: 3))
        #expect(try await world.store.registrations().count == 5)
        for _ in 0..<2 { try await world.add(RegistrationDetails(fullName: "No-show")) }
        #expect(try await release() == counts(4, 3))
        let free = try await walkIns.register(walkIn, request: FactID(), at: world.station)
        guard case .registered(let person) = free else { throw NotAdmitted(outcome: .refused(.declined)) }
        #expect(try await seats.overview().plan.free == 0)
        #expect(try await seats.overview().plan.seats == 4)
        #expect(try await walkIns.register(walkIn, request: FactID(), at: world.station) == .noSeatFree(waiting: 0))
        let word = try await walkIns.register(walkIn, overCount: true, request: FactID(), at: world.station)
        guard case .registered(let guest) = word else { throw NotAdmitted(outcome: .refused(.declined)) }
        for id in [person.id, guest.id] { _ = try await arrive(id) }
    }

    @Test func `where seats are not counted a walk-in needs none`() async throws {
        let walkIns = WalkInDesk(journal: world.store, now: { world.clock.now })
        let walkIn = try WalkIn(badgeName: "W", givenName: nil, familyName: nil, affiliation: nil, email: nil)
        guard case .registered = try await walkIns.register(walkIn, request: FactID(), at: world.station) else {
            throw NotAdmitted(outcome: .refused(.declined))
        }
    }

    @Test func `of twenty desks that release at once one does, and no seat is given twice`() async throws {
        let outcomes = try await withThrowingTaskGroup(of: SeatReleaseOutcome.self) { group in
            for _ in 0..<20 { group.addTask { try await release() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == counts(2, 2) } == 1)
        #expect(outcomes.count { $0 == .nothingToRelease(free: 0) } == 19)
        #expect(try await seats.overview().released == 2)
    }

    @Test func `of twenty who come late to one free seat one gets it`() async throws {
        var late: [RegistrationID] = []
        for number in 0..<20 { late.append(try await world.add(RegistrationDetails(fullName: "Late \(number)"))) }
        for id in [ada, bob] { _ = try await arrive(id) }
        for id in waiting.dropFirst() { _ = try await seats.grant(id, request: FactID(), at: world.station) }
        let rules = AdmissionRules(seats: 6)
        var event = world.event
        event.admission = rules
        let seats = SeatDesk(store: world.store, rules: rules, now: { world.clock.now })
        let desk = CheckInDesk(journal: world.store, event: event, verifier: world.key, now: { world.clock.now })
        // Of six seats two are taken, and three are held by those who wait no more.
        #expect(try await seats.release(request: FactID(), at: world.station) == counts(20, 1))
        let outcomes = try await withThrowingTaskGroup(of: CheckInOutcome.self) { group in
            for id in late {
                let request = CheckInRequest(
                    id: FactID(), registration: id, evidence: .mrz, agreesToCodeOfConduct: true)
                group.addTask { try await desk.checkIn(request, at: world.station, badge: nil) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let admitted = outcomes.count { if case .admitted = $0 { true } else { false } }
        #expect(admitted == 1)
        #expect(try await seats.overview().plan.free == 0)
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test func `asks nobody twice for the same version of the code of conduct`() async throws {
        let arrival = try await arrive(ada)
        _ = try await desk.undo(arrival, reason: .mistake, at: world.station)
        guard case .admitted(let again) = try await checkIn(ada, agrees: false) else {
            throw NotAdmitted(outcome: .refused(.codeOfConductRequired))
        }
        var event = world.event
        event.codeOfConduct.version = "2017-01"
        let next = CheckInDesk(journal: world.store, event: event, verifier: world.key, now: { world.clock.now })
        _ = try await desk.undo(again.checkIn.id, reason: .mistake, at: world.station)
        let request = CheckInRequest(id: FactID(), registration: ada, evidence: .mrz, agreesToCodeOfConduct: false)
        let asked = try await next.checkIn(request, at: world.station, badge: nil)
        #expect(asked == .refused(.codeOfConductRequired))
        // Another person agreed in this one's name.
        let wrong = try await arrive(bob)
        _ = try await desk.undo(wrong, reason: .wrongPerson, at: world.station)
        #expect(try await checkIn(bob, agrees: false) == .refused(.codeOfConductRequired))
    }
}
