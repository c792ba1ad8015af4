// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Foundation
import FrontDesk
import SQLiteStore
import Sealing
import Synchronization
import TestSupport
import Testing

struct DoorkeeperTests {
    let world: EventWorld
    let store: SQLiteStore
    let gradient: PlaceID
    let chainRule: PlaceID

    init() throws {
        world = try EventWorld()
        store = world.store
        gradient = world.gradient
        chainRule = world.chainRule
    }

    private var doorkeeper: Doorkeeper<SQLiteStore, BadgeKey> { doorkeeper(of: world.event) }

    private func doorkeeper(of event: Event) -> Doorkeeper<SQLiteStore, BadgeKey> {
        let start = ContinuousClock.now
        let noon = world.clock.now
        return Doorkeeper(
            journal: store, event: event, verifier: world.key, now: { [world] in world.clock.now },
            instant: { [world] in start + .seconds(world.clock.now.timeIntervalSince(noon)) })
    }

    /// A doorkeeper whose time of day may be set; what has passed since its start does not change with it.
    private func doorkeeper(up uptime: @escaping @Sendable () -> ContinuousClock.Instant) -> Doorkeeper<
        SQLiteStore, BadgeKey
    > {
        Doorkeeper(
            journal: store, event: world.event, verifier: world.key, now: { [world] in world.clock.now },
            instant: uptime)
    }

    /// The event with two seats in Gradient, and what its door does when they are taken.
    private func small(_ limit: CapacityLimit) -> Event {
        var event = world.event
        event.places = event.places.map { place in
            guard place.id == gradient else { return place }
            return Place(id: gradient, name: place.name, kind: .room, capacity: 2, limit: limit, near: [chainRule])
        }
        return event
    }

    /// A person with a badge.
    private func badge(for name: String) async throws -> (serial: BadgeSerial, text: String) {
        var generator = SystemRandomNumberGenerator()
        let serial = BadgeSerial(using: &generator)
        let person = try await world.add(RegistrationDetails(fullName: name))
        try await world.record([
            Fact(at: world.clock.now, station: nil, .badgeIssued(serial, to: person)),
            Fact(at: world.clock.now, station: nil, .checkedIn(person, evidence: .typed, codeOfConduct: "1")),
        ])
        return (serial, try world.token(serial))
    }

    private func scan(
        _ badge: String, at place: PlaceID, _ direction: Scan.Direction = .auto, id: FactID = FactID(),
        time: Date? = nil
    ) async throws -> ScanResult {
        let scan = Scan(id: id, badge: badge, place: place, direction: direction, at: time)
        return try #require(try await doorkeeper.admit(scan, at: world.station))
    }

    private func inside() async -> Int {
        await store.read { [gradient] in $0.occupancy.count(of: gradient).inside }
    }

    @Test func `does not count a badge before the desk has checked its owner in, nor one that is nobody's yet`()
        async throws
    {
        let preprints = PreprintDesk(store: store)
        try await world.add(RegistrationDetails(fullName: "Ada"))
        let preprint = try #require(try await preprints.issueToAll().first)
        let spare = try #require(try await preprints.fillPool(1).first)
        let early = try await scan(try world.token(preprint.serial), at: gradient)
        #expect(early.outcome == .refused(.notCheckedIn, since: nil))
        let nobodys = try await scan(try world.token(spare), at: gradient)
        #expect(nobodys.outcome == .refused(.notIssued, since: nil))
        #expect(await inside() == 0)
    }

    @Test(arguments: [CapacityLimit.hard, .oneInOneOut])
    func `a full room lets nobody in before somebody has come out, and says where there is space`(
        limit: CapacityLimit
    ) async throws {
        let doorkeeper = doorkeeper(of: small(limit))
        let people = [try await badge(for: "Ada"), try await badge(for: "Bob"), try await badge(for: "Cy")]
        func scan(_ text: String, at time: Date? = nil) async throws -> ScanResult {
            let scan = Scan(id: FactID(), badge: text, place: gradient, direction: .auto, at: time)
            return try #require(try await doorkeeper.admit(scan, at: world.station))
        }
        for person in people.prefix(2) { #expect(try await scan(person.text).outcome == .entered) }
        let refused = try await scan(people[2].text)
        #expect(refused.outcome == .refused(.full, since: nil))
        #expect(refused.inside == 2)
        #expect(refused.elsewhere?.place.id == chainRule)
        #expect(refused.elsewhere?.free == 15)
        world.clock.advance(by: 60)
        #expect(try await scan(people[0].text).outcome == .left)
        #expect(try await scan(people[2].text).outcome == .entered)
    }

    @Test func `a door that tells of the past has let people in already, however full it was`() async throws {
        let doorkeeper = doorkeeper(of: small(.hard))
        for name in ["Ada", "Bob", "Cy"] {
            let person = try await badge(for: name)
            let scan = Scan(
                id: FactID(), badge: person.text, place: gradient, direction: .in, at: world.clock.now - 60)
            let result = try await doorkeeper.admit(scan, at: world.station)
            #expect(result?.outcome == .entered)
        }
        #expect(await inside() == 3)
    }

    @Test func `a soft limit lets people in and says where there is more space`() async throws {
        let doorkeeper = doorkeeper(of: small(.soft))
        var last: ScanResult?
        for name in ["Ada", "Bob", "Cy"] {
            let person = try await badge(for: name)
            let scan = Scan(id: FactID(), badge: person.text, place: gradient, direction: .auto, at: nil)
            last = try await doorkeeper.admit(scan, at: world.station)
        }
        #expect(last?.outcome == .entered)
        #expect(last?.inside == 3)
        #expect(last?.elsewhere?.place.id == chainRule)
    }

    @Test func `lets a badge in, greets it, and lets it out again`() async throws {
        let ada = try await badge(for: "Ada")
        let enters = try await scan(ada.text, at: gradient)
        #expect(enters.outcome == .entered)
        #expect(enters.badgeName == "Ada")
        #expect(enters.inside == 1)
        world.clock.advance(by: 60)
        let leaves = try await scan(ada.text, at: gradient)
        #expect(leaves.outcome == .left)
        #expect(leaves.inside == 0)
    }

    @Test func `moves a person who enters another place`() async throws {
        let ada = try await badge(for: "Ada")
        _ = try await scan(ada.text, at: gradient)
        world.clock.advance(by: 1)
        #expect(try await scan(ada.text, at: chainRule).outcome == .entered)
        let counts = await store.read { [gradient, chainRule] state in
            [state.occupancy.count(of: gradient).inside, state.occupancy.count(of: chainRule).inside]
        }
        #expect(counts == [0, 1])
    }

    @Test func `counts a badge held up twice within seconds once`() async throws {
        let ada = try await badge(for: "Ada")
        _ = try await scan(ada.text, at: gradient)
        world.clock.advance(by: 3)
        let again = try await scan(ada.text, at: gradient)
        #expect(again.outcome == .duplicate(of: .enters))
        #expect(again.inside == 1)
        world.clock.advance(by: 10)
        #expect(try await scan(ada.text, at: gradient).outcome == .left)
    }

    @Test(arguments: [-3600.0, 3600])
    func `counts a badge held up twice once, also when the clock is set in between`(jump: Double) async throws {
        let ada = try await badge(for: "Ada")
        let uptime = ContinuousClock.now
        let doorkeeper = doorkeeper(up: { uptime })
        func scan() async throws -> ScanResult {
            let scan = Scan(id: FactID(), badge: ada.text, place: gradient, direction: .auto, at: nil)
            return try #require(try await doorkeeper.admit(scan, at: world.station))
        }
        #expect(try await scan().outcome == .entered)
        world.clock.advance(by: jump)
        #expect(try await scan().outcome == .duplicate(of: .enters))
        #expect(await inside() == 1)
    }

    @Test func `lets out whoever leaves when a clock that was set back shows the moment of their coming again`()
        async throws
    {
        let ada = try await badge(for: "Ada")
        let uptime = Mutex(ContinuousClock.now)
        let doorkeeper = doorkeeper(up: { uptime.withLock { $0 } })
        func scan() async throws -> ScanResult {
            let scan = Scan(id: FactID(), badge: ada.text, place: gradient, direction: .auto, at: nil)
            return try #require(try await doorkeeper.admit(scan, at: world.station))
        }
        #expect(try await scan().outcome == .entered)
        uptime.withLock { $0 += .seconds(6) }
        #expect(try await scan().outcome == .left)
        uptime.withLock { $0 += .seconds(4) }
        #expect(try await scan().outcome == .duplicate(of: .leaves))
        uptime.withLock { $0 += .seconds(4) }
        #expect(try await scan().outcome == .entered)
    }

    @Test func `counts a scan delivered twice once`() async throws {
        let ada = try await badge(for: "Ada")
        let id = FactID()
        _ = try await scan(ada.text, at: gradient, id: id)
        world.clock.advance(by: 60)
        #expect(try await scan(ada.text, at: gradient, id: id).outcome == .duplicate(of: .enters))
        #expect(await inside() == 1)
        let refused = FactID()
        #expect(try await scan("nonsense", at: gradient, id: refused).outcome == .refused(.unreadable, since: nil))
        #expect(try await scan("nonsense", at: gradient, id: refused).outcome == .refused(.unreadable, since: nil))
    }

    @Test func `does as told with a direction`() async throws {
        let ada = try await badge(for: "Ada")
        #expect(try await scan(ada.text, at: gradient, .out).outcome == .left)
        #expect(try await scan(ada.text, at: gradient, .in).outcome == .entered)
        #expect(try await scan(ada.text, at: gradient, .in).inside == 1)
    }

    @Test func `refuses forged, foreign, unknown, revoked and unreadable badges in words`() async throws {
        let ada = try await badge(for: "Ada")
        let forged = String(ada.text.dropLast(3)) + (ada.text.hasSuffix("AAA") ? "EEE" : "AAA")
        #expect(try await scan(forged, at: gradient).outcome == .refused(.forged, since: nil))
        let theirs = try BadgeToken(serial: ada.serial, event: world.event.id, signedBy: BadgeKey()).text
        #expect(try await scan(theirs, at: gradient).outcome == .refused(.foreign, since: nil))
        let unknown = try #require(BadgeSerial(bytes: [9, 9, 9, 9, 9, 9]))
        let lost = try world.token(unknown)
        #expect(try await scan(lost, at: gradient).outcome == .refused(.unknownBadge, since: nil))
        let revocation = Fact(at: world.clock.now, station: nil, .badgeRevoked(ada.serial, reason: .lost))
        try await world.record([revocation])
        #expect(try await scan(ada.text, at: gradient).outcome == .refused(.revoked, since: revocation.at))
        #expect(try await scan("P<UTOERIKSSON<<ANNA", at: gradient).outcome == .refused(.unreadable, since: nil))
        #expect(await store.read { $0.occupancy.building } == 0)
    }

    @Test func `nothing happens later than now, and late scans count at their own time`() async throws {
        let ada = try await badge(for: "Ada")
        _ = try await scan(ada.text, at: gradient, .in, time: world.clock.now + 3600)
        world.clock.advance(by: 60)
        #expect(try await scan(ada.text, at: gradient, .out).inside == 0)
        _ = try await scan(ada.text, at: chainRule, .in, time: world.clock.now - 30)
        #expect(await store.read { $0.occupancy.building } == 0)
    }

    @Test func `a scan from before its badge was replaced counts when it is delivered after that`() async throws {
        let ada = try await badge(for: "Ada")
        let scanned = world.clock.now
        world.clock.advance(by: 60)
        let revocation = Fact(at: world.clock.now, station: nil, .badgeRevoked(ada.serial, reason: .lost))
        try await world.record([revocation])
        world.clock.advance(by: 60)
        #expect(try await scan(ada.text, at: gradient, .in, time: scanned).outcome == .entered)
        let late = try await scan(ada.text, at: gradient, .out, time: scanned + 90)
        #expect(late.outcome == .refused(.revoked, since: revocation.at))
        #expect(try await scan(ada.text, at: gradient).outcome == .refused(.revoked, since: revocation.at))
        #expect(await inside() == 1)
    }

    @Test func `knows the event's places alone`() async throws {
        let nowhere = try #require(PlaceID("nowhere"))
        let scan = Scan(id: FactID(), badge: "", place: nowhere, direction: .auto, at: nil)
        #expect(try await doorkeeper.admit(scan, at: world.station) == nil)
    }
}
