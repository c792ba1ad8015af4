// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Testing

struct PlaceFoldTests {
    private let posters: PlaceID
    private let gradient: PlaceID
    private let kim: PINHolderID
    private let serial: BadgeSerial
    private let noon = Date(timeIntervalSince1970: 1_475_866_800)

    init() throws {
        posters = try #require(PlaceID("posters"))
        gradient = try #require(PlaceID("gradient"))
        kim = try #require(PINHolderID("kim"))
        serial = try #require(BadgeSerial(bytes: [0, 0, 0, 0, 0, 1]))
    }

    private func fold(_ facts: [Fact]) -> ConferenceState {
        var state = ConferenceState()
        for fact in facts { state.apply(fact) }
        return state
    }

    private func visit(_ seconds: Double, _ who: RegistrationID, board: Int) -> Fact {
        let passage = Passage(registration: who, badge: serial, place: posters)
        return Fact(at: noon + seconds, station: nil, .visited(passage, board: board))
    }

    @Test func `a visit of a board counts there, and its visitor is inside the poster session alone`() {
        let (ada, bob) = (RegistrationID(), RegistrationID())
        let inRoom = Passage(registration: ada, badge: serial, place: gradient)
        let state = fold([
            Fact(at: noon - 60, station: nil, .entered(inRoom)), visit(0, ada, board: 2), visit(60, ada, board: 1),
            visit(900, ada, board: 2), visit(0, bob, board: 2),
        ])
        #expect(
            state.boardVisits.counts(of: posters, boards: 3) == [
                BoardCount(board: 1, visits: 1, people: 1), BoardCount(board: 2, visits: 3, people: 2),
                BoardCount(board: 3, visits: 0, people: 0),
            ])
        #expect(state.occupancy.count(of: posters).inside == 2 && state.occupancy.count(of: posters).visitors == 2)
        #expect(state.occupancy.count(of: gradient).inside == 0 && state.occupancy.building == 2)
    }

    @Test func `who was let in over the limit counts as inside, and who let them in is known`() {
        let passage = Passage(registration: RegistrationID(), badge: serial, place: gradient, letInBy: kim)
        let fact = Fact(at: noon, station: nil, .entered(passage))
        let state = fold([fact])
        #expect(state.placeLog.letIns(to: gradient) == [LetIn(passage: fact.id, at: noon, by: kim)])
        #expect(state.occupancy.count(of: gradient).inside == 1)
    }

    @Test(arguments: 0..<1000)
    func `boards, let-ins and closings are the same in any order, in any batches and with repeats`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let facts = history(&generator)
        let repeats = facts.filter { _ in Bool.random(using: &generator) }
        let inOrder = fold(facts.sorted { ($0.at, $0.id) < ($1.at, $1.id) })
        let shuffled = fold((facts + repeats).shuffled(using: &generator))
        #expect(shuffled.boardVisits == inOrder.boardVisits)
        #expect(shuffled.placeLog == inOrder.placeLog)
        #expect(shuffled.occupancy == inOrder.occupancy)
        let model = SimpleModel(facts)
        #expect(inOrder.boardVisits.counts(of: posters, boards: 4).map(\.visits) == model.visits)
        #expect(inOrder.boardVisits.counts(of: posters, boards: 4).map(\.people) == model.people)
        #expect(inOrder.occupancy.count(of: posters).inside == model.inside)
        #expect(inOrder.placeLog.letIns(to: posters).map(\.passage) == model.letIns)
        #expect(inOrder.placeLog.turn(of: posters)?.isOpen == model.isOpen)
    }

    private func history(_ generator: inout SeededGenerator) -> [Fact] {
        let people = (0..<6).map { _ in RegistrationID() }
        return (0..<50).map { number in
            let seconds = Double(Int.random(in: 0..<40, using: &generator))
            let person = people[Int.random(in: 0..<people.count, using: &generator)]
            let letInBy = number % 5 == 0 ? kim : nil
            let passage = Passage(registration: person, badge: serial, place: posters, letInBy: letInBy)
            let happening: Happening =
                switch number % 6 {
                case 0, 1: .visited(passage, board: Int.random(in: 1...4, using: &generator))
                case 2, 3: .entered(passage)
                case 4: .left(passage)
                default:
                    Bool.random(using: &generator) ? .placeOpened(posters, by: kim) : .placeClosed(posters, by: nil)
                }
            return Fact(at: noon + seconds, station: nil, happening)
        }
    }
}

/// The figures worked out the slow way, one fact after the other.
private struct SimpleModel {
    var visits = [0, 0, 0, 0]
    var people: [Int] { visitors.map(\.count) }
    var letIns: [FactID] = []
    var isOpen: Bool?
    var inside: Int { insiders.count }
    private var visitors: [Set<RegistrationID>] = [[], [], [], []]
    private var insiders: Set<RegistrationID> = []

    init(_ facts: [Fact]) {
        for fact in facts.sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) { take(fact) }
    }

    private mutating func take(_ fact: Fact) {
        switch fact.event {
        case .visited(let passage, let board):
            visits[board - 1] += 1
            visitors[board - 1].insert(passage.registration)
            insiders.insert(passage.registration)
        case .entered(let passage):
            insiders.insert(passage.registration)
            if passage.letInBy != nil { letIns.append(fact.id) }
        case .left(let passage): insiders.remove(passage.registration)
        case .placeOpened: isOpen = true
        case .placeClosed: isOpen = false
        default: break
        }
    }
}
