// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Printing
import SQLiteStore
import Testing

struct BadgeLifeTests {
    let world: World
    let store: SQLiteStore

    init() throws {
        world = try World()
        store = try world.open()
    }

    /// Takes a fresh badge as far as the printer's word that it is done.
    private func printed(_ activation: BadgeActivation, revokedMeanwhile: Bool = false) async throws -> Badge {
        let ada = try await world.add("Ada", to: store)[0]
        let serial = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
        let printer = try #require(PrinterID("desk"))
        let order = PrintOrder(PrinterRoute(printer), activation: activation)
        try await store.record(
            Fact(at: world.noon, station: nil, .badgeIssued(serial, to: ada)),
            Fact(at: world.noon, station: nil, .printRequested(PrintJobID(), badge: serial, order)))
        var job = try #require(try await store.unfinishedPrintJobs().first)
        #expect(job.order == order)
        job.state = .printing(PrinterJobNumber(1))
        #expect(try await store.record(job))
        if revokedMeanwhile {
            try await store.record(Fact(at: world.noon, station: nil, .badgeRevoked(serial, reason: .lost)))
        }
        job.state = .printed(at: world.noon + 5)
        #expect(try await store.record(job))
        #expect(try await store.verify().problems.isEmpty)
        return try #require(await store.read { $0.badges[serial] })
    }

    @Test func `a printed badge waits for its scan`() async throws {
        let badge = try await printed(.scanned)
        #expect(badge.printedAt == world.noon + 5)
        #expect(badge.activatedAt == nil)
    }

    @Test func `a printed badge is active at once where the desk says so`() async throws {
        #expect(try await printed(.printed).activatedAt == world.noon + 5)
    }

    @Test func `a badge that was revoked while it was printed does not become active`() async throws {
        let badge = try await printed(.printed, revokedMeanwhile: true)
        #expect(badge.printedAt == world.noon + 5)
        #expect(badge.activatedAt == nil)
    }

    @Test func `a badge of the pool becomes one person's, whatever the code does`() async throws {
        let people = try await world.add("Ada", "Bob", to: store)
        let serial = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
        try await store.record(Fact(at: world.noon, station: nil, .badgePooled(serial)))
        try await store.record(Fact(at: world.noon, station: nil, .badgeIssued(serial, to: people[0])))
        await #expect(throws: JournalError.self) {
            try await store.record(Fact(at: world.noon, station: nil, .badgeIssued(serial, to: people[1])))
        }
        #expect(await store.read { $0.badges[serial]?.registration } == people[0])
    }
}
