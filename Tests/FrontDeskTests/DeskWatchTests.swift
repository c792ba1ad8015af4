// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import SQLiteStore
import Sealing
import TestSupport
import Testing

struct DeskWatchTests {
    private let world: EventWorld
    private let watch: DeskWatch<SQLiteStore>
    private let desk: LookupDesk<SQLiteStore, BadgeKey>

    init() throws {
        world = try EventWorld()
        watch = DeskWatch(journal: world.store, now: { [clock = world.clock] in clock.now })
        desk = LookupDesk(store: world.store, event: world.event.id, verifier: world.key)
    }

    private func look(_ times: Int, checkIns: Int = 0, at station: StationID) async throws {
        let facts = (0..<times).map { _ in Fact(at: world.clock.now, station: station, .lookedUp(.likely, shown: 1)) }
        try await world.record(facts)
        for number in 0..<checkIns {
            let person = try await world.add(RegistrationDetails(fullName: "Ada \(number)"))
            try await world.record([
                Fact(at: world.clock.now, station: station, .checkedIn(person, evidence: .typed, codeOfConduct: "1"))
            ])
        }
    }

    private func marks(of station: StationID) async -> [DeskStanding.Mark] {
        await watch.standings().first { $0.station == station }?.marks ?? []
    }

    @Test func `a look-up is on record with the number of people shown, and nothing of them`() async throws {
        try await world.add(RegistrationDetails(fullName: "Melvin Carter"))
        #expect(await watch.noteLookup(try await desk.lookUp("melvin"), at: world.station))
        #expect(await watch.noteOpening(at: world.station))
        let standing = try #require(await watch.standings().first)
        #expect(standing.station == world.station)
        #expect(standing.tally.lookups == 1 && standing.tally.shown == 1 && standing.tally.opened == 1)
        #expect(watch.unrecorded == 0)
    }

    @Test func `a desk that looks without checking anybody in is marked, and a busy one is not`() async throws {
        let (leafing, busy, new) = (StationID(), StationID(), StationID())
        try await look(60, at: leafing)
        try await look(190, checkIns: 12, at: busy)
        try await look(59, at: new)
        #expect(await marks(of: leafing) == [.withoutCheckIns])
        #expect(await marks(of: busy) == [])
        #expect(await marks(of: new) == [])
    }

    @Test func `a few check-ins do not hide leafing, and the hour after nothing is marked`() async throws {
        let leafing = StationID()
        try await look(240, checkIns: 5, at: leafing)
        #expect(await marks(of: leafing) == [.withoutCheckIns])
        world.clock.advance(by: 7200)
        #expect(await watch.standings().isEmpty)
    }

    @Test func `a desk far above the others is marked once there are others`() async throws {
        let (much, one, two) = (StationID(), StationID(), StationID())
        try await look(400, checkIns: 20, at: much)
        try await look(40, checkIns: 5, at: one)
        #expect(await marks(of: much) == [])
        try await look(60, checkIns: 5, at: two)
        #expect(await marks(of: much) == [.aboveOthers])
        #expect(await watch.standings().map(\.station) == [much, two, one])
    }
}
