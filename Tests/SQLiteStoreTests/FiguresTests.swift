// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import GRDB
import Meters
import Testing

@testable import SQLiteStore

struct FiguresTests {
    let world: World
    let store: SQLiteStore

    init() throws {
        world = try World()
        store = try world.open()
    }

    private func refusal(_ reason: RefusalReason) -> Fact {
        Fact(at: world.noon, station: nil, .refused(place: world.gradient, reason: reason, badge: nil))
    }

    @Test func `facts are counted by kind, refusals by reason, and each once however often one looks`() async throws {
        let people = try await world.add("Ada", "Bob", to: store)
        try await store.record(world.checkIn(people[0]), refusal(.full))
        _ = try await store.figures()
        try await store.record(world.checkIn(people[1]), refusal(.full), refusal(.forged))
        for _ in 0..<2 {
            let figures = try await store.figures()
            #expect(figures.facts == ["checkedIn": 2, "refused": 3])
            #expect(figures.refusals == ["full": 2, "forged": 1])
            #expect(figures.registrations == ["accepted": 2])
            #expect(figures.databaseBytes > 0)
        }
    }

    @Test func `what another process recorded is counted, too`() async throws {
        _ = try await store.figures()
        try await world.open().record(refusal(.closed))
        #expect(try await store.figures().refusals == ["closed": 1])
    }

    @Test func `a journal that was written anew is counted from its beginning`() async throws {
        try await store.record(refusal(.full), refusal(.full))
        _ = try await store.figures()
        try await store.pool.write { db in
            try db.execute(sql: "DELETE FROM facts WHERE sequence = 2; UPDATE facts SET word = 'closed'")
        }
        #expect(try await store.figures().refusals == ["closed": 1])
    }

    @Test func `commits are measured with how many decisions shared them`() async throws {
        try await store.record(refusal(.full))
        let before = store.meters.commitDecisions.reading
        try await store.record(refusal(.full))
        let after = store.meters.commitDecisions.reading
        #expect((after.cumulative.last ?? 0) - (before.cumulative.last ?? 0) == 1)
        #expect(after.sum - before.sum == 1)
        #expect(store.meters.commitSeconds.reading.sum > 0)
        #expect(store.waitingDecisions == 0)
    }
}
