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
        var state = ConferenceState()
        for fact in facts { state.apply(fact) }
        return state.occupancy
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

    @Test func `the building holds whom volunteers counted in its places`() throws {
        let occupancy = fold([
            try fact(0, Happening.entered, ada, gradient), try fact(0, Happening.entered, RegistrationID(), chainRule),
            fact(60, .recounted(gradient, count: 30)),
        ])
        #expect(occupancy.building == 31)
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

    private func fact(_ seconds: Double, _ happening: Happening) -> Fact {
        Fact(at: noon + seconds, station: nil, happening)
    }

    @Test func `a head count corrects the figure from then on, and is remembered with what it corrected`() throws {
        let people = (0..<3).map { _ in RegistrationID() }
        var facts = try people.map { try fact(0, Happening.entered, $0, gradient) }
        facts.append(fact(60, .recounted(gradient, count: 5)))
        facts.append(try fact(120, Happening.left, people[0], gradient))
        let count = fold(facts).count(of: gradient)
        #expect(count.inside == 4)
        #expect(count.peak == 5)
        #expect(count.lastRecount == PlaceCount.Recount(at: noon + 60, count: 5, before: 3))
    }

    @Test func `a late passage corrects history, and what was counted by eye stays`() throws {
        let people = (0..<3).map { _ in RegistrationID() }
        let early = try people.map { try fact(0, Happening.entered, $0, gradient) }
        let counted = fact(60, .recounted(gradient, count: 2))
        let later = try fact(120, Happening.entered, ada, gradient)
        let occupancy = fold([counted, later] + early)
        #expect(occupancy.count(of: gradient).inside == 3)
        #expect(occupancy.count(of: gradient).lastRecount?.before == 3)
        #expect(occupancy.series(of: gradient, from: noon, to: noon + 600).steps.map(\.inside) == [1, 2, 3, 2, 3])
    }

    @Test func `clearing a place lets everybody out, and whoever comes again enters`() throws {
        let entered = try fact(0, Happening.entered, ada, gradient)
        let cleared = fact(60, .placeCleared(gradient, reason: .dayEnded))
        #expect(fold([entered, cleared]).place(of: ada) == nil)
        #expect(fold([entered, cleared]).building == 0)
        let again = fold([entered, cleared, try fact(120, Happening.entered, ada, gradient)])
        #expect(again.count(of: gradient).inside == 1)
        #expect(again.count(of: gradient).visitors == 1)
    }

    @Test func `knows who has not been seen for long, and how long stays last`() throws {
        let bob = RegistrationID()
        let occupancy = fold([
            try fact(0, Happening.entered, ada, gradient), try fact(600, Happening.entered, bob, gradient),
            try fact(0, Happening.entered, RegistrationID(), chainRule),
        ])
        let seen = occupancy.activity(at: noon + 900, unseenAfter: 600)
        #expect(seen[gradient]?.unseen == 1 && seen[gradient]?.unseenSince == noon + 300)
        #expect(seen[chainRule]?.unseen == 1)
        let ended = fold([
            try fact(0, Happening.entered, ada, gradient), try fact(100, Happening.left, ada, gradient),
            try fact(0, Happening.entered, bob, gradient), try fact(300, Happening.entered, bob, chainRule),
        ])
        #expect(ended.series(of: gradient, from: noon, to: noon + 900).medianDwell == 100)
    }

    @Test func `tells who came and went of late, and how the figure moved`() throws {
        let people = (0..<4).map { _ in RegistrationID() }
        var facts = try people.enumerated().map { try fact(Double($0) * 60, Happening.entered, $1, gradient) }
        facts.append(try fact(700, Happening.left, people[0], gradient))
        let activity = try #require(fold(facts).activity(at: noon + 750, unseenAfter: 600)[gradient])
        #expect(activity.entered == 1 && activity.left == 1)
        #expect(activity.trend == Array(repeating: 0, count: 17) + [1, 2, 3] + Array(repeating: 4, count: 9) + [3])
    }

    @Test func `whom a clearance puts out did not go`() throws {
        let facts = [
            try fact(0, Happening.entered, ada, gradient), try fact(1, Happening.entered, RegistrationID(), gradient),
            try fact(2, Happening.left, ada, gradient), fact(60, .placeCleared(gradient, reason: .dayEnded)),
        ]
        let activity = try #require(fold(facts).activity(at: noon + 90, unseenAfter: 600)[gradient])
        #expect(activity.entered == 2 && activity.left == 1)
        #expect(activity.unseen == 0 && activity.trend.last == 0)
        #expect(fold(facts).inside(gradient, at: noon + 59) == 1)
    }

    @Test(arguments: 0..<1000)
    func `the same facts in any order, in any batches and with repeats give what a simple model counts`(seed: UInt64)
        throws
    {
        var generator = SeededGenerator(seed: seed)
        let facts = try history(&generator)
        let model = SimpleModel(facts)
        let repeats = facts.filter { _ in Bool.random(using: &generator) }
        let shuffled = (facts + repeats).shuffled(using: &generator)
        let inOrder = fold(facts.sorted { ($0.at, $0.id) < ($1.at, $1.id) })
        #expect(fold(shuffled) == inOrder)
        for place in [gradient, chainRule] {
            let count = inOrder.count(of: place)
            #expect(count.inside == model.inside[place] ?? 0)
            #expect(count.peak == model.peak[place] ?? 0)
            #expect(count.visitors == model.visitors[place]?.count ?? 0)
        }
        #expect(inOrder.building == model.inside.values.reduce(0, +))
    }

    /// Passages, counts and clearances by doors whose clocks differ by up to half the history.
    private func history(_ generator: inout SeededGenerator) throws -> [Fact] {
        let people = (0..<8).map { _ in RegistrationID() }
        let skew = [gradient: 0.0, chainRule: Double(Int.random(in: -20...20, using: &generator))]
        return try (0..<60).map { number in
            let place = Bool.random(using: &generator) ? gradient : chainRule
            let seconds = Double(Int.random(in: 0..<40, using: &generator)) + (skew[place] ?? 0)
            let person = people[Int.random(in: 0..<people.count, using: &generator)]
            switch number % 15 {
            case 13: return fact(seconds, .recounted(place, count: Int.random(in: 0...6, using: &generator)))
            case 14: return fact(seconds, .placeCleared(place, reason: .closed))
            default:
                return try fact(
                    seconds, Bool.random(using: &generator) ? Happening.entered : Happening.left, person, place)
            }
        }
    }
}

/// The counts worked out the slow way: one fact after the other, nothing remembered but who is where.
private struct SimpleModel {
    var whereabouts: [RegistrationID: PlaceID] = [:]
    var inside: [PlaceID: Int] = [:]
    var peak: [PlaceID: Int] = [:]
    var visitors: [PlaceID: Set<RegistrationID>] = [:]

    init(_ facts: [Fact]) {
        for fact in facts.sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) { take(fact) }
    }

    private mutating func take(_ fact: Fact) {
        switch fact.event {
        case .entered(let passage):
            guard whereabouts[passage.registration] != passage.place else { return }
            leave(passage.registration)
            whereabouts[passage.registration] = passage.place
            visitors[passage.place, default: []].insert(passage.registration)
            set(passage.place, inside[passage.place, default: 0] + 1)
        case .left(let passage): leave(passage.registration)
        case .recounted(let place, let count): set(place, count)
        case .placeCleared(let place, _):
            for (person, there) in whereabouts where there == place { whereabouts[person] = nil }
            set(place, 0)
        default: break
        }
    }

    private mutating func leave(_ person: RegistrationID) {
        guard let place = whereabouts.removeValue(forKey: person) else { return }
        set(place, max(0, inside[place, default: 0] - 1))
    }

    private mutating func set(_ place: PlaceID, _ count: Int) {
        inside[place] = count
        peak[place] = max(peak[place] ?? 0, count)
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
