// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import SQLiteStore
import TestSupport
import Testing

struct HeadCounterTests {
    let world: EventWorld
    let counter: HeadCounter<SQLiteStore>

    init() throws {
        let world = try EventWorld()
        self.world = world
        counter = HeadCounter(journal: world.store, event: world.event, now: { world.clock.now })
    }

    @Test func `a count corrects the figure, and the same request again does nothing`() async throws {
        let request = FactID()
        for _ in 0..<2 {
            let outcome = try await counter.recount(world.gradient, 7, request: request, at: world.station)
            guard case .recorded(let count) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(count.inside == 7)
            #expect(count.lastRecount == PlaceCount.Recount(at: world.clock.now, count: 7, before: 0))
        }
        #expect(
            try await counter.recount(world.gradient, 8, request: request, at: world.station) == .requestUsedBefore)
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test(arguments: [-1, 100_001])
    func `takes no impossible count`(count: Int) async throws {
        #expect(
            try await counter.recount(world.gradient, count, request: FactID(), at: world.station) == .impossible)
        #expect(await world.store.read { $0.occupancy.count(of: world.gradient) } == .none)
    }

    @Test func `an emptied place has nobody inside`() async throws {
        _ = try await counter.recount(world.gradient, 7, request: FactID(), at: world.station)
        world.clock.advance(by: 60)
        let outcome = try await counter.clear(world.gradient, because: .closed, request: FactID(), at: world.station)
        guard case .recorded(let count) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(count.inside == 0)
        #expect(count.peak == 7)
    }
}
