// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import Testing

/// A list, an event with two poster sessions, and the facts that plans came to.
private struct Hall {
    var event: Event
    var people: [Registration] = []
    var state = ConferenceState()

    init(boards: [Int]) throws {
        event = Event(
            id: try #require(Slug("socml16")), name: "SOCML 16", days: [], timeZone: "UTC",
            codeOfConduct: CodeOfConduct(version: "1", text: ""),
            places: try boards.enumerated().map { index, count in
                var place = Place(
                    id: try #require(PlaceID("posters-\(index + 1)")), name: "Session \(index + 1)",
                    kind: .posterSession, capacity: 200)
                place.boards = count
                return place
            })
    }

    @discardableResult
    mutating func add(_ sessions: Int..., status: RegistrationStatus = .accepted) -> RegistrationID {
        let details = RegistrationDetails(
            fullName: "Somebody", status: status, poster: Poster(title: "A title", sessions: Set(sessions)))
        people.append(Registration(id: RegistrationID(), details: details))
        return people[people.count - 1].id
    }

    @discardableResult
    mutating func assign() -> BoardPlan {
        let plan = BoardPlan(people, state, event: event)
        for given in plan.assignments { tell(.boardAssigned(given.registration, at: given.place, board: given.board)) }
        return plan
    }

    mutating func tell(_ event: Happening) {
        state.apply(Fact(at: Date(timeIntervalSince1970: 0), station: nil, event))
    }

    func boards(_ id: RegistrationID) -> [Int?] {
        event.posterSessions.map { state.posters.board(of: id, in: $0.id) }
    }
}

struct BoardPlanTests {
    @Test func `a poster of both sessions has one number, and newcomers get the lowest that is free`() throws {
        var hall = try Hall(boards: [10, 10])
        let (first, second, both, none) = (
            hall.add(1), hall.add(2), hall.add(1, 2), hall.add(1, status: .waitlisted(position: 1))
        )
        hall.assign()
        #expect(hall.boards(both) == [1, 1])
        #expect(hall.boards(first) == [2, nil] && hall.boards(second) == [nil, 2])
        #expect(hall.boards(none) == [nil, nil])
        let late = hall.add(2)
        hall.assign()
        #expect(hall.boards(late) == [nil, 3])
        #expect(hall.assign().assignments.isEmpty)
    }

    @Test func `a poster that is shown a second time hangs at its number there too, if that is free`() throws {
        var hall = try Hall(boards: [10, 10])
        let (ada, bob, other) = (hall.add(1), hall.add(1), hall.add(2))
        hall.assign()
        #expect(hall.boards(ada) == [1, nil] && hall.boards(bob) == [2, nil] && hall.boards(other) == [nil, 1])
        for index in 0..<2 { hall.people[index].details.poster?.sessions = [1, 2] }
        hall.assign()
        #expect(hall.boards(bob) == [2, 2])
        #expect(hall.boards(ada) == [1, 3], "its own number is taken there")
    }

    @Test func `more posters than boards are told, and nobody is put beside somebody`() throws {
        var hall = try Hall(boards: [2, 0])
        for _ in 0..<5 { hall.add(1, 2) }
        let plan = hall.assign()
        let (one, two) = (hall.event.places[0].id, hall.event.places[1].id)
        #expect(plan.assignments.map(\.board) == [1, 2] && plan.overflow == [one: 3, two: 5])
        let standings = hall.state.posterListings(of: hall.people, event: hall.event).map {
            $0.hangings.map(\.standing)
        }
        #expect(standings.first == [.hangs, .boardsTaken] && standings.last == [.boardsTaken, .boardsTaken])
    }

    @Test func `a board stays its poster's when the list has it no more, until it is freed`() throws {
        var hall = try Hall(boards: [2, 2])
        let (ada, bob) = (hall.add(1), hall.add(1))
        hall.assign()
        hall.people[0].details.poster = nil
        let late = hall.add(1)
        #expect(hall.assign().overflow.values.reduce(0, +) == 1)
        #expect(hall.boards(ada) == [1, nil] && hall.boards(late) == [nil, nil])
        let listing = try #require(hall.state.posterListings(of: hall.people, event: hall.event).first)
        #expect(listing.hangings.map(\.standing) == [.withdrawn])
        hall.tell(.boardFreed(ada, at: hall.event.places[0].id))
        hall.assign()
        #expect(hall.boards(late) == [1, nil] && hall.boards(bob) == [2, nil])
    }

    @Test func `who gets a seat from the waiting list gets a board, and who lost theirs gets none`() throws {
        var hall = try Hall(boards: [5, 5])
        let waiting = hall.add(1, 2, status: .waitlisted(position: 1))
        let noShow = hall.add(1)
        hall.tell(.seatForfeited(noShow))
        hall.assign()
        #expect(hall.boards(waiting) == [nil, nil] && hall.boards(noShow) == [nil, nil])
        hall.tell(.waitlistReleased(waiting))
        hall.assign()
        #expect(hall.boards(waiting) == [1, 1])
    }

    /// Five hundred lists that change thirty times each.
    @Test(arguments: 0..<20)
    func `whatever becomes of the list, no board is two posters' and nobody loses theirs`(seed: UInt64) throws {
        var random = Numbers(state: seed &+ 1)
        for _ in 0..<25 {
            var hall = try Hall(boards: [
                Int.random(in: 0...12, using: &random), Int.random(in: 1...12, using: &random),
            ])
            var kept: [RegistrationID: [Int?]] = [:]
            for _ in 0..<30 {
                hall.change(&random)
                let plan = hall.assign()
                for place in hall.event.posterSessions {
                    let boards = hall.state.posters.boards(in: place.id)
                    #expect(Set(boards.values).count == boards.count, "seed \(seed)")
                    #expect(boards.values.allSatisfy { (1...max(1, place.boards)).contains($0) })
                    // Who is left over is so because there is none.
                    if plan.overflow[place.id] != nil { #expect(boards.count >= place.boards, "seed \(seed)") }
                }
                for (id, boards) in kept {
                    for (before, after) in zip(boards, hall.boards(id)) where before != nil {
                        #expect(before == after, "seed \(seed)")
                    }
                }
                kept = Dictionary(uniqueKeysWithValues: hall.people.map { ($0.id, hall.boards($0.id)) })
            }
        }
    }
}

extension Hall {
    /// Something that an import or a release may do.
    fileprivate mutating func change(_ random: inout Numbers) {
        let sessions = [Set([1]), [2], [1, 2], [1, 2, 3], []][Int.random(in: 0..<5, using: &random)]
        let anybody = people.indices.randomElement(using: &random)
        switch (Int.random(in: 0..<6, using: &random), anybody) {
        case (0, let index?): people[index].details.poster = nil
        case (1, let index?): people[index].details.poster = Poster(title: "Another", sessions: sessions)
        case (2, let index?): people[index].details.status = .waitlisted(position: nil)
        case (3, let index?): tell(.waitlistReleased(people[index].id))
        case (4, let index?): people.swapAt(index, 0)
        default:
            add()
            people[people.count - 1].details.poster?.sessions = sessions
        }
    }
}

/// The same numbers for the same seed (SplitMix64).
private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
