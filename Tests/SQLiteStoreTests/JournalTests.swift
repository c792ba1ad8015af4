// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import GRDB
import Testing

@testable import SQLiteStore

struct JournalTests {
    let world: World
    let store: SQLiteStore

    init() throws {
        world = try World()
        store = try world.open()
    }

    @Test func `a decision sees what the one before it recorded, and both are there after a restart`() async throws {
        let ada = try await world.add("Ada", to: store)[0]
        try await store.record(world.checkIn(ada))
        let seen = try await store.decide { Decision(answer: $0.state.checkIns[ada] != nil) }
        #expect(seen)
        let restarted = try world.open()
        #expect(await restarted.read { $0 } == store.read { $0 })
    }

    @Test func `two hundred decisions at once are all recorded, in one chain`() async throws {
        let names = try await store.editRoster { _ in
            let people = (0..<200).map { Registration(id: RegistrationID(), details: .init(fullName: "P\($0)")) }
            return (people, people.map(\.id))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for id in names { group.addTask { try await store.record(world.checkIn(id)) } }
            try await group.waitForAll()
        }
        let verification = try await store.verify()
        #expect(verification.factCount == 200)
        #expect(verification.problems.isEmpty)
        #expect(verification.state.checkIns.count == 200)
    }

    @Test func `a decision that contradicts the schema fails alone`() async throws {
        let people = try await world.add("Ada", "Bob", "Cy", to: store)
        try await store.record(world.checkIn(people[0]))
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for (index, id) in people.enumerated() {
                group.addTask { ((try? await store.record(world.checkIn(id))) != nil) == (index != 0) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes == [true, true, true])
        #expect(await store.read { $0.checkIns.count } == 3)
        #expect(try await store.verify().problems.isEmpty)
    }

    @Test func `the same fact twice is refused and recorded once`() async throws {
        let ada = try await world.add("Ada", to: store)[0]
        let fact = world.checkIn(ada)
        try await store.record(fact)
        await #expect(throws: JournalError.self) { try await store.record(fact) }
        #expect(try await store.decide { Decision(answer: try $0.fact(fact.id)) } == fact)
    }

    @Test func `a registration has one live badge whatever the code does`() async throws {
        let ada = try await world.add("Ada", to: store)[0]
        var generator = SystemRandomNumberGenerator()
        let first = BadgeSerial(using: &generator)
        let second = BadgeSerial(using: &generator)
        try await store.record(Fact(at: world.noon, station: nil, .badgeIssued(first, to: ada)))
        await #expect(throws: JournalError.self) {
            try await store.record(Fact(at: world.noon, station: nil, .badgeIssued(second, to: ada)))
        }
        try await store.record(
            Fact(at: world.noon, station: nil, .badgeRevoked(first, reason: .lost)),
            Fact(at: world.noon, station: nil, .badgeIssued(second, to: ada)))
        #expect(await store.read { $0.liveBadges[ada] } == second)
    }

    @Test func `every kind of fact is read back as it was`() async throws {
        let ada = try await world.add("Ada", to: store)[0]
        var generator = SystemRandomNumberGenerator()
        let serial = BadgeSerial(using: &generator)
        let spare = BadgeSerial(using: &generator)
        let printer = try #require(PrinterID("desk"))
        let passage = Passage(registration: ada, badge: serial, place: world.gradient)
        let holder = try #require(PINHolderID("kim"))
        let letIn = Passage(registration: ada, badge: serial, place: world.gradient, letInBy: holder)
        let job = PrintJobID()
        let checkIn = world.checkIn(ada)
        let happenings: [Happening] =
            [
                .badgeIssued(serial, to: ada),
                .printRequested(job, badge: serial, PrintOrder(PrinterRoute(printer), activation: .printed)),
                .badgePrinted(serial, job: job, on: nil), .badgePrinted(serial, job: job, on: printer),
                .badgeActivated(serial), .entered(passage), .left(passage),
                .refused(place: world.gradient, reason: .forged, badge: nil),
                .refused(place: world.gradient, reason: .revoked, badge: serial),
                .badgeRevoked(serial, reason: .damaged),
                .checkInUndone(ada, checkIn: checkIn.id, reason: .wrongPerson), .stationPaired(StationID()),
                .stationRevoked(StationID()),
                .walkedIn(ada), .badgeTextCorrected(ada), .badgePooled(spare),
                .lookedUp(.none, shown: 0), .lookedUp(.ambiguous, shown: 20), .detailsOpened,
                .pinRefused(lockedSeconds: 0), .pinRefused(lockedSeconds: 900), .pinTaken,
                .recounted(world.gradient, count: 37), .placeCleared(world.gradient, reason: .dayEnded),
                .entered(letIn), .visited(passage, board: 7),
                .placeClosed(world.gradient, by: holder), .placeOpened(world.gradient, by: nil),
                .placeCleared(world.gradient, reason: .sessionEnded),
                .refused(place: world.gradient, reason: .closed, badge: serial),
                .labelsLoaded(printer, count: 200), .labelsLoaded(printer, count: 0),
            ] + world.programme(of: ada, badge: serial, printer: printer)
        let facts = [checkIn] + happenings.map { Fact(at: world.noon + 0.1234, station: StationID(), $0) }
        try await store.decide { _ in Decision(recording: facts, answer: ()) }
        for fact in facts {
            #expect(try await store.decide { Decision(answer: try $0.fact(fact.id)) } == fact)
        }
        #expect(try await store.verify().problems.isEmpty)
        #expect(try await store.verify().state == store.read { $0 })
    }

    @Test func `a changed fact and a lost one are found`() async throws {
        let people = try await world.add("Ada", "Bob", "Cy", to: store)
        for id in people { try await store.record(world.checkIn(id)) }
        let other = try DatabaseQueue(path: world.path)
        try await other.write { try $0.execute(sql: "UPDATE facts SET at = at + 1 WHERE sequence = 2") }
        #expect(try await store.verify().problems == ["Fact 2 was changed after it was recorded."])
        try await other.write { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: "DELETE FROM check_ins WHERE id = (SELECT id FROM facts WHERE sequence = 2)")
            try db.execute(sql: "DELETE FROM facts WHERE sequence = 2")
        }
        let problems = try await store.verify().problems
        #expect(problems.contains("Facts 2 to 2 are missing."))
    }

    @Test func `what another process records is seen before the next decision, and by the boards`() async throws {
        let ada = try await world.add("Ada", to: store)[0]
        let other = try world.open()
        try await other.record(world.checkIn(ada))
        #expect(try await store.decide { Decision(answer: $0.state.checkIns[ada] != nil) })
        #expect(store.report.checkedIn == 1)
        let grace = try await world.add("Grace", to: other)[0]
        let before = await store.rosterRevision()
        try await store.catchUp()
        #expect(await store.rosterRevision() > before)
        #expect(try await store.registration(grace)?.details.fullName == "Grace")
        #expect(try await store.verify().problems.isEmpty)
    }

    @Test func `what another process records while the journal is read is not passed over`() async throws {
        let ada = try await world.add("Ada", to: store)[0]
        try await store.record(world.checkIn(ada))
        let other = try DatabaseQueue(path: world.path)
        let head = try await store.pool.writeWithoutTransaction { db in
            try SQLiteStore.read(after: ChainHead(), db) { facts in
                #expect(facts.count == 1)
                #expect(throws: Never.self) {
                    try other.write { db in
                        try db.execute(
                            sql: """
                                INSERT INTO facts SELECT 2, ?, 'walkedIn', at, recorded_at, station, registration,
                                  badge, place, print_job, printer, NULL, NULL, hash FROM facts
                                """, arguments: [FactID().description])
                    }
                }
            }
        }
        #expect(head.sequence == 1)
    }

    @Test func `the latest time on record stays when the clock goes back, also across a restart`() async throws {
        let ada = try await world.add("Ada", to: store)[0]
        try await store.record(world.checkIn(ada))
        let latest = await store.latestRecordedAt()
        #expect(abs(latest.timeIntervalSinceNow) < 60)
        let other = try DatabaseQueue(path: world.path)
        try await other.write { db in
            try db.execute(sql: "UPDATE facts SET recorded_at = recorded_at + 3600000")
        }
        let restarted = try world.open()
        try await restarted.record(
            Fact(at: world.noon, station: nil, .labelsLoaded(try #require(PrinterID("desk")), count: 1)))
        #expect(await restarted.latestRecordedAt() == latest + 3600)
    }

    @Test func `boards are woken by what they show, and by nothing else`() async throws {
        let ada = try await world.add("Ada", to: store)[0]
        var wakes = store.reportChanges().makeAsyncIterator()
        try await store.record(
            Fact(at: world.noon, station: nil, .refused(place: world.gradient, reason: .unreadable, badge: nil)))
        try await store.record(world.checkIn(ada))
        await wakes.next()
        #expect(store.report.checkedIn == 1)
        #expect(store.report.sequence == 2)
    }
}
