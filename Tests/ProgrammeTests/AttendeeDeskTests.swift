// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Foundation
import Programme
import SQLiteStore
import Sealing
import TestSupport
import Testing

struct AttendeeDeskTests {
    let world: EventWorld
    let desk: AttendeeDesk<ListeningJournal<SQLiteStore>>
    let journal: ListeningJournal<SQLiteStore>
    let door: Doorkeeper<ListeningJournal<SQLiteStore>, BadgeKey>

    init() throws {
        let world = try EventWorld()
        self.world = world
        let (start, noon) = (ContinuousClock.now, world.clock.now)
        journal = ListeningJournal(world.store)
        desk = AttendeeDesk(journal: journal, event: world.event, now: { world.clock.now })
        door = Doorkeeper(
            journal: journal, event: world.event, verifier: world.key, now: { world.clock.now },
            // The clock that nobody sets goes as the other.
            instant: { start + .seconds(world.clock.now.timeIntervalSince(noon)) })
    }

    private func person(_ badge: String) async throws -> RegistrationID {
        let reading = BadgeReader(event: world.event.id, verifier: world.key).read(badge)
        return try await world.store.read { $0.holder(of: reading) }.get().registration
    }

    @discardableResult
    private func scan(_ badge: String, _ place: PlaceID, _ direction: Scan.Direction = .auto) async throws -> ScanResult
    {
        world.clock.advance(by: 60)
        let scan = Scan(id: FactID(), badge: badge, place: place, direction: direction, at: nil)
        return try #require(await door.admit(scan, at: world.station))
    }

    private func inside(_ place: PlaceID) async -> Int { await world.store.read { $0.occupancy.inside(place) } }

    @Test func `who counts themselves out is in no room, once, and comes in again`() async throws {
        let badge = try await world.arrive("Ada")
        let ada = try await person(badge)
        try await scan(badge, world.gradient)
        world.clock.advance(by: 60)
        let request = FactID()
        for _ in 0..<2 { try await desk.countOut(ada, request: request) }
        try await desk.countOut(ada, request: FactID())
        #expect(await inside(world.gradient) == 0)
        #expect(await world.store.read { $0.occupancy.stays(of: ada).map(\.place) } == [world.gradient])
        #expect(try await scan(badge, world.gradient).outcome == .entered)
        #expect(await inside(world.gradient) == 1)
    }

    @Test func `figures stay right for those whose rooms are not recorded, and nothing names them`() async throws {
        let badge = try await world.arrive("Ada")
        let ada = try await person(badge)
        let serial = try #require(await world.store.read { $0.liveBadges[ada] })
        try await scan(badge, world.gradient)
        world.clock.advance(by: 60)
        try await desk.stopRecording(ada, request: FactID())
        // The person's own series ends, and the head is still counted.
        #expect(await world.store.read { $0.occupancy.place(of: ada) } == nil)
        #expect(await inside(world.gradient) == 1)

        let before = journal.facts.count
        #expect(try await scan(badge, world.gradient).outcome == .left)
        #expect(try await scan(badge, world.chainRule).outcome == .entered)
        #expect(try await scan(badge, world.gradient).badgeName == "Ada")
        #expect((await inside(world.gradient), await inside(world.chainRule)) == (1, 0))
        #expect(await world.store.read { $0.occupancy.building } == 1)
        let passages = journal.facts.dropFirst(before)
        #expect(passages.count == 3)
        for fact in passages {
            #expect(!"\(fact.event)".contains("\(ada)") && !"\(fact.event)".contains("\(serial)"))
        }
        // Held up twice it is still one scan.
        let again = Scan(id: FactID(), badge: badge, place: world.gradient, direction: .auto, at: nil)
        #expect(try await door.admit(again, at: world.station)?.outcome == .duplicate(of: .enters))
        world.clock.advance(by: 60)
        try await desk.countOut(ada, request: FactID())
        #expect(await world.store.read { $0.occupancy.building } == 0)
        let problems = try await world.store.verify().problems
        #expect(problems.isEmpty)
    }

    @Test func `on the next day somebody is another nobody, and after a restart the same`() async throws {
        let badge = try await world.arrive("Ada")
        let ada = try await person(badge)
        try await desk.stopRecording(ada, request: FactID())
        func alias() async throws -> RegistrationID {
            try await scan(badge, world.gradient, .in)
            guard case .entered(let passage) = journal.facts.last?.event else { throw NoPassage() }
            return passage.registration
        }
        let first = try await alias()
        #expect(try await alias() == first)
        let reopened = try SQLiteStore(
            path: world.folder.appending(path: "lanyard.sqlite").path, places: [world.gradient, world.chainRule])
        let other = Doorkeeper(journal: reopened, event: world.event, verifier: world.key, now: { world.clock.now })
        world.clock.advance(by: 60)
        let out = Scan(id: FactID(), badge: badge, place: world.gradient, direction: .auto, at: nil)
        #expect(try await other.admit(out, at: world.station)?.outcome == .left)
        world.clock.advance(by: 24 * 3600)
        try await world.store.catchUp()
        #expect(try await alias() != first)
    }

    @Test func `a badge that a closed or full door refuses is not named either`() async throws {
        let badge = try await world.arrive("Ada")
        let ada = try await person(badge)
        try await desk.stopRecording(ada, request: FactID())
        try await world.record([
            Fact(at: world.clock.now, station: nil, .placeClosed(world.gradient, by: nil))
        ])
        #expect(try await scan(badge, world.gradient).outcome == .refused(.closed, since: nil))
        #expect(
            journal.facts.last?.event == .refused(place: world.gradient, reason: .closed, badge: nil))
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `whoever stops whenever, the figures are those of an event where nobody does`(seed: UInt64) async throws {
        let other = try AttendeeDeskTests()
        var badges: [(here: String, there: String)] = []
        for number in 0..<5 {
            badges.append((try await world.arrive("\(number)"), try await other.world.arrive("\(number)")))
        }
        var dice = Dice(seed: seed)
        var stopped: Set<Int> = []
        for _ in 0..<120 {
            let number = Int.random(in: 0..<5, using: &dice)
            let badge = badges[number]
            switch Int.random(in: 0..<12, using: &dice) {
            case 0:
                try await desk.stopRecording(try await person(badge.here), request: FactID())
                stopped.insert(number)
            case 1:
                try await desk.countOut(try await person(badge.here), request: FactID())
                try await other.desk.countOut(try await other.person(badge.there), request: FactID())
            default:
                let isGradient = Bool.random(using: &dice)
                let here = try await scan(badge.here, isGradient ? world.gradient : world.chainRule)
                let there = try await other.scan(badge.there, isGradient ? other.world.gradient : other.world.chainRule)
                #expect(here.outcome == there.outcome && here.inside == there.inside)
            }
            let figures = (await inside(world.gradient), await inside(world.chainRule))
            #expect(figures == (await other.inside(world.gradient), await other.inside(world.chainRule)))
        }
        #expect(!stopped.isEmpty)
        for number in stopped {
            let id = try await person(badges[number].here)
            #expect(await world.store.read { $0.occupancy.place(of: id) } == nil)
        }
        let problems = try await world.store.verify().problems
        #expect(problems.isEmpty)
    }

    /// The same throws for the same seed.
    private struct Dice: RandomNumberGenerator {
        private var state: UInt64

        init(seed: UInt64) {
            state = seed
        }

        /// SplitMix64.
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    @Test func `who wants to be named is, until they do not`() async throws {
        let ada = try await person(try await world.arrive("Ada"))
        #expect(await world.store.read { $0.named.isEmpty })
        try await desk.answerNaming(true, by: ada, request: FactID())
        #expect(await world.store.read { $0.named } == [ada])
        try await desk.answerNaming(false, by: ada, request: FactID())
        #expect(await world.store.read { $0.named.isEmpty })
    }

    private struct NoPassage: Error {}
}
