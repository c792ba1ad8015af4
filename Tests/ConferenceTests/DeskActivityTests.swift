// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Testing

struct DeskActivityTests {
    private let desk = StationID()
    private let noon = Date(timeIntervalSince1970: 1_475_841_600)

    private func fold(_ facts: [Fact]) -> ConferenceState {
        var state = ConferenceState()
        for fact in facts { state.apply(fact) }
        return state
    }

    private func lookup(_ seconds: Double, shown: Int = 2) -> Fact {
        Fact(at: noon + seconds, station: desk, .lookedUp(.ambiguous, shown: shown))
    }

    @Test func `a desk's look-ups, openings and check-ins of the last hour are counted, and another's are another's`() {
        let other = StationID()
        let state = fold([
            lookup(0), lookup(60, shown: 20), Fact(at: noon + 61, station: desk, .detailsOpened),
            Fact(at: noon + 70, station: desk, .checkedIn(RegistrationID(), evidence: .typed, codeOfConduct: "1")),
            Fact(at: noon, station: other, .lookedUp(.none, shown: 0)),
            Fact(at: noon, station: nil, .lookedUp(.none, shown: 0)),
        ])
        let hour = state.deskActivity.lastHour(at: noon + 600)
        #expect(hour.count == 2)
        #expect(hour[desk]?.lookups == 2 && hour[desk]?.shown == 22)
        #expect(hour[desk]?.opened == 1 && hour[desk]?.checkIns == 1)
        #expect(hour[other]?.lookups == 1)
    }

    @Test func `what is more than an hour old counts for nothing`() {
        let activity = fold([lookup(0), lookup(1800)]).deskActivity
        #expect(activity.lastHour(at: noon + 3599)[desk]?.lookups == 2)
        #expect(activity.lastHour(at: noon + 4200)[desk]?.lookups == 1)
        #expect(activity.lastHour(at: noon + 7200).isEmpty)
    }

    @Test func `a week of look-ups takes no more room than an hour's`() {
        func size(_ hours: Int) -> Int {
            let activity = fold((0..<hours * 60).map { lookup(Double($0) * 60) }).deskActivity
            var dumped = ""
            dump(activity, to: &dumped)
            return dumped.utf8.count
        }
        // Numbers of more digits are all that may differ.
        #expect(abs(size(7 * 24) - size(2)) < 100)
    }

    @Test func `a clock that was wrong for a while does not hide what follows`() {
        let wrong = Fact(at: noon + 400 * 86400, station: desk, .lookedUp(.none, shown: 0))
        let activity = fold([lookup(0), wrong, lookup(60), lookup(400)]).deskActivity
        #expect(activity.lastHour(at: noon + 500)[desk]?.lookups == 3)
    }

    @Test func `wrong PINs are held by station until a right one comes, and the last thirty by their times`() {
        var facts = (0..<40).map { Fact(at: noon + Double($0), station: desk, .pinRefused(lockedSeconds: 0)) }
        facts.append(Fact(at: noon + 50, station: desk, .pinRefused(lockedSeconds: 60)))
        let locked = fold(facts).pinTries
        #expect(locked.stations[desk]?.locks == 1 && locked.stations[desk]?.wrong == 0)
        #expect(locked.stations[desk]?.lockedUntil == noon + 110)
        #expect(locked.times.count == 30 && locked.times.last == noon + 50)
        let right = fold(facts + [Fact(at: noon + 200, station: desk, .pinTaken)]).pinTries
        #expect(right.stations.isEmpty && right.times == locked.times)
    }
}
