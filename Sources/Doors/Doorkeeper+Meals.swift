// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

extension Doorkeeper {
    /// Where a meal is given out: it counts once a day, and nobody is inside or leaves.
    ///
    /// A door that was cut off tells of meals that were eaten; the second one of a day is on record as refused all the
    /// same, since what is counted is people.
    static func serve(
        _ scan: Scan, _ badge: Badge, name: String?, at place: Place, on day: Range<Date>, at moment: Date,
        station: StationID, _ state: ConferenceState, age: (FactID) -> Duration?
    ) -> Verdict {
        if let had = state.meals.meal(of: badge.registration, at: place.id, on: day) {
            let sinceThen = age(had.fact) ?? .seconds(abs(moment.timeIntervalSince(had.at)))
            guard sinceThen >= .seconds(doubleScanSeconds) else {
                return Verdict(outcome: .duplicate(of: .enters), badgeName: name)
            }
            return refusal(.mealTaken, since: had.at, scan, badge, name: name, at: moment, station)
        }
        if scan.at == nil, !state.opening(of: place, at: moment).isOpen {
            return refusal(.closed, since: nil, scan, badge, name: name, at: moment, station)
        }
        let passage = Passage(registration: badge.registration, badge: badge.serial, place: place.id)
        let fact = Fact(id: scan.id, at: moment, station: station, .mealTaken(passage))
        return Verdict(outcome: .served, badgeName: name, facts: [fact])
    }

    private static func refusal(
        _ reason: RefusalReason, since: Date?, _ scan: Scan, _ badge: Badge, name: String?, at moment: Date,
        _ station: StationID
    ) -> Verdict {
        let fact = Fact(
            id: scan.id, at: moment, station: station,
            .refused(place: scan.place, reason: reason, badge: badge.serial))
        return Verdict(outcome: .refused(reason, since: since), badgeName: name, facts: [fact])
    }

    /// When the meal was that a scan was refused for.
    static func mealBefore(_ fact: Fact, at place: PlaceID, of badge: BadgeSerial?, _ state: ConferenceState) -> Date? {
        guard let person = badge.flatMap({ state.badges[$0]?.registration }) else { return nil }
        return state.meals.meals(at: place)[person]?.map(\.at).filter { $0 <= fact.at }.max()
    }
}
