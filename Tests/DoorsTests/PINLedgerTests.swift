// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import SQLiteStore
import Synchronization
import TestSupport
import Testing

struct PINLedgerTests {
    /// Seconds that a test sets.
    private final class Seconds: Sendable {
        private let value = Mutex(0.0)
        var now: Double { value.withLock { $0 } }
        func pass(_ seconds: Double) { value.withLock { $0 += seconds } }
    }

    /// One run of the daemon on the same journal.
    private struct Run {
        let clock = Seconds()
        let drawers: Drawers
        let ledger: PINLedger<SQLiteStore>

        init(_ world: EventWorld) throws {
            let kim = PINHolder(id: try #require(PINHolderID("kim")), name: "Kim")
            let pins = PINBook([.init(holder: kim, pin: try #require(PIN("602214")))])
            drawers = Drawers(pins: pins, idleSeconds: 60, seconds: { [clock] in clock.now })
            ledger = PINLedger(drawers: drawers, journal: world.store, now: { [clock = world.clock] in clock.now })
        }

        func open(_ pin: String, at door: StationID) async throws -> DrawerOpening {
            let opening = drawers.open(pin, at: door)
            try await ledger.settle()
            return opening
        }
    }

    private let world: EventWorld
    private let door = StationID()

    init() throws {
        world = try EventWorld()
    }

    /// The daemon as it is after `seconds` in which it was off.
    private func restarted(after seconds: Double) async throws -> Run {
        world.clock.advance(by: seconds)
        let run = try Run(world)
        await run.ledger.recall()
        return run
    }

    @Test func `a restart gives nobody new tries`() async throws {
        let first = try Run(world)
        for _ in 0..<2 { #expect(try await first.open("111222", at: door) == .wrong) }
        let second = try await restarted(after: 5)
        #expect(try await second.open("111222", at: door) == .locked(seconds: 60))
        let third = try await restarted(after: 20)
        #expect(try await third.open("602214", at: door) == .locked(seconds: 40))
        third.clock.pass(40)
        for _ in 0..<2 { #expect(try await third.open("111222", at: door) == .wrong) }
        let fourth = try await restarted(after: 40)
        #expect(try await fourth.open("111222", at: door) == .locked(seconds: 120))
    }

    @Test func `a lock lasts no longer for a clock that was set back`() async throws {
        let first = try Run(world)
        for _ in 0..<3 { _ = try await first.open("111222", at: door) }
        let second = try await restarted(after: -86400)
        #expect(try await second.open("602214", at: door) == .locked(seconds: Drawers.longestLockSeconds))
    }

    @Test func `the right PIN begins anew, also after a restart, and writes nothing where none was wrong`() async throws
    {
        let first = try Run(world)
        _ = try await first.open("111222", at: door)
        for _ in 0..<5 {
            guard case .opened = try await first.open("602214", at: door) else {
                Issue.record("not opened")
                return
            }
        }
        let verification = try await world.store.verify()
        #expect(verification.factCount == 2 && verification.problems.isEmpty)
        let second = try await restarted(after: 5)
        for _ in 0..<2 { #expect(try await second.open("111222", at: door) == .wrong) }
        #expect(try await second.open("111222", at: door) == .locked(seconds: 60))
    }

    @Test func `wrong PINs at all doors are counted over a restart, too`() async throws {
        let first = try Run(world)
        for _ in 0..<15 {
            let door = StationID()
            for _ in 0..<2 { _ = try await first.open("111222", at: door) }
        }
        let second = try await restarted(after: 1000)
        _ = try await second.open("111222", at: door)
        #expect(try await second.open("602214", at: door) == .locked(seconds: Drawers.spanOfAll - 1000))
    }
}
