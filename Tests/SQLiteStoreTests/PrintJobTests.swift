// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Printing
import SQLiteStore
import Testing

struct PrintJobTests {
    let world: World
    let store: SQLiteStore

    init() throws {
        world = try World()
        store = try world.open()
    }

    @Test func `a card is a row before it is sent, is printed once, and takes a sheet of its printer`() async throws {
        let printer = try #require(PrinterID("whiteboard"))
        let session = SessionID()
        let order = PrintOrder(PrinterRoute(printer), activation: .printed)
        let station = StationID()
        let id = PrintJobID()
        let request = Fact(at: world.noon, station: station, .cardRequested(id, of: session, order))
        try await store.record(Fact(at: world.noon, station: nil, .labelsLoaded(printer, count: 10)), request)
        var job = try #require(try await store.unfinishedPrintJobs().first)
        #expect(
            job
                == PrintJob(
                    id: id, subject: .card(session), order: order, createdAt: world.noon, state: .queued()))
        for state in [
            PrintJob.State.sending(since: world.noon), .printing(PrinterJobNumber(7)), .printed(at: world.noon),
        ] {
            job.state = state
            #expect(try await store.record(job))
        }
        // What has ended stays so, whoever comes late.
        job.state = .queued()
        #expect(try await store.record(job) == false)
        #expect(try await store.printJob(id)?.state == .printed(at: world.noon))
        #expect(try await store.unfinishedPrintJobs().isEmpty)
        #expect(await store.read { $0.labels[printer]?.left } == 9)
        // Desks follow their badges.
        #expect(try await store.printJobs(askedBy: station, since: world.noon).isEmpty)
        #expect(try await store.verify().problems.isEmpty)
        #expect(try await store.verify().state == store.read { $0 })
    }

    /// A job whose badge was revoked after the spooler had recorded `state`.
    private func revoked(after state: PrintJob.State) async throws -> PrintJob {
        let ada = try await world.add("Ada", to: store)[0]
        let badge = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
        let order = PrintOrder(PrinterRoute(try #require(PrinterID("desk"))))
        let id = PrintJobID()
        try await store.record(
            Fact(at: world.noon, station: nil, .badgeIssued(badge, to: ada)),
            Fact(at: world.noon, station: nil, .printRequested(id, badge: badge, order)))
        let job = PrintJob(id: id, subject: .badge(badge), order: order, createdAt: world.noon, state: state)
        #expect(try await store.record(job))
        try await store.record(Fact(at: world.noon, station: nil, .badgeRevoked(badge, reason: .damaged)))
        return job
    }

    @Test(arguments: [PrintJob.State.queued(), .sending(since: Date(timeIntervalSince1970: 1_475_866_805))])
    func `what no printer has taken is not sent once its badge is revoked`(next: PrintJob.State) async throws {
        var job = try await revoked(after: .sending(since: world.noon))
        job.state = next
        #expect(try await store.record(job) == false)
        #expect(try await store.printJob(job.id)?.state == .failed(reasons: [.badgeRevoked]))
    }

    @Test(arguments: [
        PrintJob.State.sending(since: Date(timeIntervalSince1970: 1_475_866_800.0004), reasons: [.offline]),
        .printing(PrinterJobNumber(7)),
    ])
    func `what may be at a printer is followed although its badge is revoked`(next: PrintJob.State) async throws {
        var job = try await revoked(after: .sending(since: Date(timeIntervalSince1970: 1_475_866_800.0004)))
        job.state = next
        #expect(try await store.record(job))
        #expect(try await store.printJob(job.id)?.state.name == next.name)
    }
}
