// SPDX-License-Identifier: Apache-2.0

import Conference
import Printing
import Programme
import SQLiteStore
import TestSupport
import Testing

struct CardDeskTests {
    let world: EventWorld
    let session = SessionID()
    let printer: PrinterID

    init() async throws {
        world = try EventWorld()
        printer = try #require(PrinterID("whiteboard"))
        let (fact, noon) = (FactID(), world.clock.now)
        let session = session
        try await world.store.decide { _ in
            Decision(
                recording: [Fact(id: fact, at: noon, station: nil, .sessionProposed(session, by: nil))],
                writing: [.session(SessionText(id: session, title: "Flows"))], answer: ())
        }
    }

    @Test func `the same request is one job, and another one is another`() async throws {
        let desk = CardDesk(journal: world.store, printer: printer)
        let request = FactID()
        let first = try await desk.print(session, request: request, at: world.station)
        #expect(try await desk.print(session, request: request, at: world.station) == first)
        let second = try await desk.print(session, request: FactID(), at: world.station)
        let jobs = try await world.store.unfinishedPrintJobs()
        #expect(jobs.map { .requested($0.id) } == [first, second])
        #expect(jobs.allSatisfy { $0.subject == .card(session) && $0.printer == printer })
    }

    @Test func `nothing is printed without a printer, a session, or a request of its own`() async throws {
        let none = CardDesk(journal: world.store, printer: nil)
        #expect(!none.prints)
        #expect(try await none.print(session, request: FactID(), at: world.station) == .noPrinter)
        let desk = CardDesk(journal: world.store, printer: printer)
        #expect(try await desk.print(SessionID(), request: FactID(), at: world.station) == .unknownSession)
        let request = FactID()
        _ = try await desk.print(session, request: request, at: world.station)
        #expect(try await desk.print(SessionID(), request: request, at: world.station) == .requestUsedBefore)
        #expect(try await world.store.unfinishedPrintJobs().count == 1)
    }
}
