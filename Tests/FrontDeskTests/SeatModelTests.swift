// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import SQLiteStore
import Sealing
import TestSupport
import Testing

/// Random days, played to the desks and to a model that keeps one word about each person.
struct SeatModelTests {
    private enum Word: Equatable {
        case promised, given(Date), waits, lost, joined(Int)
    }

    /// Everybody with one word, in the list's order; who is in; nothing else.
    private struct Model {
        var words: [Word]
        var isIn: [Bool]
        var hasReleased = false
        var joins = 0
        let seats: Int

        var line: [Int] {
            let listed = words.indices.filter { words[$0] == .waits && !isIn[$0] }
            let late = words.indices.compactMap { index -> (Int, Int)? in
                if case .joined(let turn) = words[index], !isIn[index] { (turn, index) } else { nil }
            }
            return listed + late.sorted { $0.0 < $1.0 }.map(\.1)
        }

        func holds(_ index: Int) -> Bool {
            if isIn[index] { return false }
            return switch words[index] {
            case .promised, .given: true
            default: false
            }
        }

        var free: Int { max(0, seats - isIn.count { $0 } - words.indices.count { holds($0) }) }

        mutating func arrive(_ index: Int) -> Bool {
            if isIn[index] { return false }
            let before = line.firstIndex(of: index) ?? line.count
            guard holds(index) || (hasReleased && free > before) else { return false }
            isIn[index] = true
            return true
        }

        mutating func release(at moment: Date) -> Bool {
            let losing = words.indices.filter { index in
                guard holds(index) else { return false }
                if case .given(let date) = words[index] { return moment.timeIntervalSince(date) >= 3600 }
                return true
            }
            let kept = words.indices.count { holds($0) } - losing.count
            let winners = line.prefix(max(0, seats - isIn.count { $0 } - kept))
            guard !winners.isEmpty else { return false }
            for index in losing { words[index] = .lost }
            for index in winners { words[index] = .given(moment) }
            hasReleased = true
            return true
        }
    }

    @Test(arguments: 0..<12)
    func `any order of arrivals, releases and undone check-ins comes out as a plain list has it`(seed: UInt64)
        async throws
    {
        var dice = SeatDice(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
        let world = try EventWorld()
        let accepted = 6
        let waiting = 5
        let rules = AdmissionRules(seats: dice.next(below: 2) == 0 ? nil : accepted + dice.next(below: 4))
        var event = world.event
        event.admission = rules
        let seats = SeatDesk(store: world.store, rules: rules, now: { world.clock.now })
        let desk = CheckInDesk(journal: world.store, event: event, verifier: world.key, now: { world.clock.now })
        var people: [RegistrationID] = []
        for index in 0..<accepted + waiting {
            let status: RegistrationStatus = index < accepted ? .accepted : .waitlisted(position: index)
            people.append(try await world.add(RegistrationDetails(fullName: "P\(index)", status: status)))
        }
        var model = Model(
            words: (0..<accepted + waiting).map { $0 < accepted ? .promised : .waits },
            isIn: Array(repeating: false, count: accepted + waiting), seats: rules.seats ?? accepted)
        for _ in 0..<60 {
            world.clock.advance(by: Double(dice.next(below: 1200)))
            let index = dice.next(below: people.count)
            switch dice.next(below: 10) {
            case 0...5:
                let request = CheckInRequest(
                    id: FactID(), registration: people[index], evidence: .known, agreesToCodeOfConduct: true)
                let outcome = try await desk.checkIn(request, at: world.station, badge: nil)
                let isAdmitted = if case .admitted = outcome { true } else { false }
                #expect(isAdmitted == model.arrive(index))
            case 6:
                let released = try await seats.release(request: FactID(), at: world.station)
                let hasReleased = if case .released = released { true } else { false }
                #expect(hasReleased == model.release(at: world.clock.now))
            case 7, 8:
                let person = people[index]
                let checkIn = await world.store.read { $0.checkIns[person]?.id }
                if let checkIn { _ = try await desk.undo(checkIn, reason: .mistake, at: world.station) }
                model.isIn[index] = false
            default:
                _ = try await seats.join(people[index], request: FactID(), at: world.station)
                if model.words[index] == .lost {
                    model.joins += 1
                    model.words[index] = .joined(model.joins)
                }
            }
            let plan = try await seats.overview().plan
            #expect(plan.free == model.free)
            #expect(plan.waiting == model.line.map { people[$0] })
            #expect(plan.taken + plan.absent.count <= plan.seats, "a seat was given twice")
        }
        #expect(try await world.store.verify().problems.isEmpty)
    }
}

/// Random numbers that a seed repeats.
private struct SeatDice {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(bound))
    }
}
