// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Testing

struct OccupancyTests {
    let gradient: PlaceID
    let chainRule: PlaceID
    let ada = RegistrationID()
    let noon = Date(timeIntervalSince1970: 1_475_866_800)

    init() throws {
        gradient = try #require(PlaceID("gradient"))
        chainRule = try #require(PlaceID("chain-rule"))
    }

    private func fact(_ seconds: Double, _ happening: (Passage) -> Happening, _ who: RegistrationID, _ place: PlaceID)
        throws -> Fact
    {
        let serial = try #require(BadgeSerial(bytes: [0, 0, 0, 0, 0, 1]))
        return Fact(
            at: noon + seconds, station: nil, happening(Passage(registration: who, badge: serial, place: place)))
    }

    private func fold(_ facts: [Fact]) -> Occupancy {
        var occupancy = Occupancy()
        for movement in facts.compactMap(Movement.init) { occupancy.apply(movement) }
        return occupancy
    }

    @Test func `counts who enters and no longer who leaves`() throws {
        let enters = try fact(0, Happening.entered, ada, gradient)
        #expect(fold([enters]).count(of: gradient).inside == 1)
        let occupancy = fold([enters, try fact(60, Happening.left, ada, gradient)])
        #expect(occupancy.count(of: gradient).inside == 0)
        #expect(occupancy.count(of: gradient).visitors == 1)
        #expect(occupancy.building == 0)
    }

    @Test func `entering another place leaves the first`() throws {
        let occupancy = fold([
            try fact(0, Happening.entered, ada, gradient), try fact(60, Happening.entered, ada, chainRule),
        ])
        #expect(occupancy.count(of: gradient).inside == 0)
        #expect(occupancy.count(of: chainRule).inside == 1)
        #expect(occupancy.building == 1)
    }

    @Test func `remembers the peak and when it was first reached`() throws {
        let others = (0..<3).map { _ in RegistrationID() }
        var facts = try others.enumerated().map { try fact(Double($0), Happening.entered, $1, gradient) }
        facts.append(try fact(10, Happening.left, others[0], gradient))
        let count = fold(facts).count(of: gradient)
        #expect(count.inside == 2)
        #expect(count.peak == 3)
        #expect(count.peakAt == noon + 2)
    }

    @Test(arguments: 0..<200)
    func `the same facts in any order and with repeats give the same counts`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let people = (0..<8).map { _ in RegistrationID() }
        let facts = try (0..<60).map { _ in
            try fact(
                Double(Int.random(in: 0..<40, using: &generator)),
                Bool.random(using: &generator) ? Happening.entered : Happening.left,
                people[Int.random(in: 0..<people.count, using: &generator)],
                Bool.random(using: &generator) ? gradient : chainRule)
        }
        let inOrder = fold(facts.sorted { ($0.at, $0.id) < ($1.at, $1.id) })
        let repeats = facts.filter { _ in Bool.random(using: &generator) }
        #expect(fold((facts + repeats).shuffled(using: &generator)) == inOrder)
        #expect(inOrder.count(of: gradient).inside == reference(facts, gradient))
    }

    /// Everybody whose latest fact entered the place, counted the slow way.
    private func reference(_ facts: [Fact], _ place: PlaceID) -> Int {
        Dictionary(grouping: facts.compactMap(Movement.init), by: \.registration).values.count { movements in
            let latest = movements.max { ($0.at, $0.id) < ($1.at, $1.id) }
            return latest?.direction == .enters && latest?.place == place
        }
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
