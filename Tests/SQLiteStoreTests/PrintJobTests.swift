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

    /// A job whose badge was revoked after the spooler had recorded `state`.
    private func revoked(after state: PrintJob.State) async throws -> PrintJob {
        let ada = try await world.add("Ada", to: store)[0]
        let badge = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
        let order = PrintOrder(PrinterRoute(try #require(PrinterID("desk"))))
        let id = PrintJobID()
        try await store.record(
            Fact(at: world.noon, station: nil, .badgeIssued(badge, to: ada)),
            Fact(at: world.noon, station: nil, .printRequested(id, badge: badge, order)))
        let job = PrintJob(id: id, badge: badge, order: order, createdAt: world.noon, state: state)
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
