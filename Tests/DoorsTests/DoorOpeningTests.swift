// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Foundation
import SQLiteStore
import Sealing
import TestSupport
import Testing

/// What doors say of places that are full, closed or have boards.
struct DoorOpeningTests {
    let world: EventWorld
    let kim: PINHolderID

    init() throws {
        world = try EventWorld()
        kim = try #require(PINHolderID("kim"))
    }

    /// The event, with Gradient changed.
    private func event(_ change: (inout Place) -> Void) -> Event {
        var event = world.event
        for index in event.places.indices where event.places[index].id == world.gradient {
            change(&event.places[index])
        }
        return event
    }

    private func doorkeeper(of event: Event) -> Doorkeeper<SQLiteStore, BadgeKey> {
        Doorkeeper(journal: world.store, event: event, verifier: world.key, now: { [world] in world.clock.now })
    }

    private func badge(for name: String) async throws -> String {
        var generator = SystemRandomNumberGenerator()
        let serial = BadgeSerial(using: &generator)
        let person = try await world.add(RegistrationDetails(fullName: name))
        try await world.record([
            Fact(at: world.clock.now, station: nil, .badgeIssued(serial, to: person)),
            Fact(at: world.clock.now, station: nil, .checkedIn(person, evidence: .typed, codeOfConduct: "1")),
        ])
        return try world.token(serial)
    }

    private func scan(
        _ badge: String, _ event: Event, at time: Date? = nil, board: Int? = nil, letInBy: PINHolderID? = nil,
        direction: Scan.Direction = .auto, id: FactID = FactID()
    ) async throws -> ScanResult {
        let scan = Scan(
            id: id, badge: badge, place: world.gradient, direction: direction, at: time, board: board, letInBy: letInBy)
        return try #require(try await doorkeeper(of: event).admit(scan, at: world.station))
    }

    private func log() async -> PlaceLog { await world.store.read { $0.placeLog } }

    @Test func `a full room lets in whom a drawer lets in, and the fact says who did`() async throws {
        let event = event {
            $0.capacity = 1
            $0.limit = .hard
        }
        let (ada, bob) = (try await badge(for: "Ada"), try await badge(for: "Bob"))
        #expect(try await scan(ada, event, letInBy: kim).letInBy == nil, "there was space")
        #expect(try await scan(bob, event).outcome == .refused(.full, since: nil))
        let id = FactID()
        let result = try await scan(bob, event, letInBy: kim, id: id)
        #expect(result.outcome == .entered && result.letInBy == kim && result.inside == 2)
        #expect(await log().letIns(to: world.gradient).map(\.by) == [kim])
        let again = try await scan(bob, event, letInBy: kim, id: id)
        #expect(again.outcome == .duplicate(of: .enters) && again.inside == 2)
        #expect(try await world.store.verify().problems.isEmpty)
        let restarted = try SQLiteStore(path: world.folder.appending(path: "lanyard.sqlite").path)
        #expect(await restarted.read { $0.placeLog } == log())
    }

    @Test func `a drawer lets nobody in by a badge that does not count`() async throws {
        let event = event { $0.limit = .hard }
        #expect(try await scan("nonsense", event, letInBy: kim).outcome == .refused(.unreadable, since: nil))
    }

    @Test func `a closed room lets nobody in, says where there is space, and lets people out`() async throws {
        let event = event { $0.near = [world.chainRule] }
        let counter = HeadCounter(journal: world.store, event: event, now: { [world] in world.clock.now })
        let (ada, bob) = (try await badge(for: "Ada"), try await badge(for: "Bob"))
        #expect(try await scan(ada, event).outcome == .entered)
        world.clock.advance(by: 60)
        let closed = try await counter.turn(world.gradient, open: false, by: kim, request: FactID(), at: world.station)
        #expect(closed == .recorded(await world.store.read { $0.occupancy.count(of: world.gradient) }))
        let refused = try await scan(bob, event, letInBy: kim)
        #expect(refused.outcome == .refused(.closed, since: nil))
        #expect(refused.elsewhere?.place.id == world.chainRule && refused.opensAt == nil)
        #expect(try await scan(bob, event, at: world.clock.now - 1, direction: .in).outcome == .entered)
        #expect(try await scan(ada, event).outcome == .left)
        world.clock.advance(by: 60)
        _ = try await counter.turn(world.gradient, open: true, by: nil, request: FactID(), at: world.station)
        #expect(try await scan(ada, event).outcome == .entered)
        #expect(await log().turns(of: world.gradient).map(\.by) == [kim, nil])
    }

    @Test func `what was turned last holds, also when the clock went back in between`() async throws {
        let counter = HeadCounter(journal: world.store, event: world.event, now: { [world] in world.clock.now })
        _ = try await counter.turn(world.gradient, open: false, by: kim, request: FactID(), at: world.station)
        world.clock.advance(by: -3600)
        _ = try await counter.turn(world.gradient, open: true, by: kim, request: FactID(), at: world.station)
        #expect(await log().turn(of: world.gradient)?.isOpen == true)
        #expect(try await scan(try await badge(for: "Ada"), world.event).outcome == .entered)
    }

    @Test func `nobody is sent from one closed place to another`() async throws {
        let event = event { $0.near = [world.chainRule] }
        try await world.record([
            Fact(at: world.clock.now, station: nil, .placeClosed(world.gradient, by: nil)),
            Fact(at: world.clock.now, station: nil, .placeClosed(world.chainRule, by: nil)),
        ])
        let refused = try await scan(try await badge(for: "Ada"), event)
        #expect(refused.outcome == .refused(.closed, since: nil) && refused.elsewhere == nil)
    }

    @Test func `outside its hours a place says when it opens`() async throws {
        let opens = world.clock.now + 3600
        let event = event { $0.hours = [OpeningHours(opens: opens, closes: opens + 3600)] }
        let ada = try await badge(for: "Ada")
        let early = try await scan(ada, event)
        #expect(early.outcome == .refused(.closed, since: nil) && early.opensAt == opens)
        world.clock.advance(by: 3600)
        #expect(try await scan(ada, event).outcome == .entered)
        world.clock.advance(by: 3600)
        let bob = try await badge(for: "Bob")
        let late = try await scan(bob, event)
        #expect(late.outcome == .refused(.closed, since: nil) && late.opensAt == nil)
        #expect(try await scan(ada, event).outcome == .left)
    }

    @Test(arguments: [ClosingRule.keep, .clear])
    func `what a closing does to those inside is a rule of the event file`(rule: ClosingRule) async throws {
        let event = event { $0.whenClosed = rule }
        let counter = HeadCounter(journal: world.store, event: event, now: { [world] in world.clock.now })
        #expect(try await scan(try await badge(for: "Ada"), event).outcome == .entered)
        world.clock.advance(by: 60)
        let request = FactID()
        for _ in 0..<2 {
            let outcome = try await counter.turn(
                world.gradient, open: false, by: kim, request: request, at: world.station)
            guard case .recorded(let count) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(count.inside == (rule == .keep ? 1 : 0))
        }
        #expect(
            try await counter.turn(world.gradient, open: true, by: kim, request: request, at: world.station)
                == .requestUsedBefore)
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test func `a badge at a board is a visit there, once when it is held up twice, and its owner is inside`()
        async throws
    {
        let event = event {
            $0.boards = 3
            $0.capacity = 1
            $0.limit = .hard
        }
        let (ada, bob) = (try await badge(for: "Ada"), try await badge(for: "Bob"))
        let first = try await scan(ada, event, board: 2)
        #expect(first.outcome == .visited && first.board == 2 && first.inside == 1 && first.badgeName == "Ada")
        #expect(try await scan(ada, event, board: 2).outcome == .duplicate(of: .enters))
        world.clock.advance(by: 2)
        #expect(try await scan(ada, event, board: 3).outcome == .visited)
        #expect(try await scan(bob, event, board: 2).outcome == .visited, "whoever is at a board is inside already")
        let counts = await world.store.read { $0.boardVisits.counts(of: world.gradient, boards: 3) }
        #expect(counts.map(\.visits) == [0, 2, 1] && counts.map(\.people) == [0, 2, 1])
        world.clock.advance(by: 60)
        #expect(try await scan(ada, event, board: 2).outcome == .visited, "nobody leaves by a board")
        #expect(try await scan(ada, event).outcome == .left)
    }

    @Test func `no board of a closed session is visited, also not by those inside`() async throws {
        let event = event { $0.boards = 3 }
        let ada = try await badge(for: "Ada")
        #expect(try await scan(ada, event).outcome == .entered)
        world.clock.advance(by: 60)
        try await world.record([Fact(at: world.clock.now, station: nil, .placeClosed(world.gradient, by: nil))])
        #expect(try await scan(ada, event, board: 1).outcome == .refused(.closed, since: nil))
        #expect(try await scan(ada, event, at: world.clock.now - 30, board: 1).outcome == .visited, "it was, before")
    }

    @Test func `a door knows whether its place is open, and its hours`() async throws {
        let hours = [OpeningHours(opens: world.clock.now - 60, closes: world.clock.now + 60)]
        let doorkeeper = doorkeeper(of: event { $0.hours = hours })
        let open = await doorkeeper.briefing(forDoorOf: world.gradient)
        #expect(open.isOpen && open.hours == hours)
        try await world.record([Fact(at: world.clock.now, station: nil, .placeClosed(world.gradient, by: nil))])
        #expect(await !doorkeeper.briefing(forDoorOf: world.gradient).isOpen)
    }
}
