// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Who had which meal: at each place where one is given out, the times of each person.
///
/// Being there is no presence: a counter is no room, and whoever eats may be counted where they sit.
package struct MealBook: Equatable, Sendable {
    package struct Meal: Equatable, Sendable {
        package let fact: FactID
        package let at: Date
    }

    private var taken: [PlaceID: [RegistrationID: [Meal]]] = [:]

    package init() {}

    mutating func take(_ passage: Passage, at date: Date, by fact: FactID) {
        taken[passage.place, default: [:]][passage.registration, default: []].append(Meal(fact: fact, at: date))
    }

    /// The person's meal at `place` on that day, if any.
    package func meal(of registration: RegistrationID, at place: PlaceID, on day: Range<Date>) -> Meal? {
        taken[place]?[registration]?.first { day.contains($0.at) }
    }

    /// Whoever had a meal at `place`, with its times in the order of recording.
    package func meals(at place: PlaceID) -> [RegistrationID: [Meal]] { taken[place] ?? [:] }

    /// Who had a meal at `place` on that day.
    package func people(at place: PlaceID, on day: Range<Date>) -> [RegistrationID] {
        meals(at: place).filter { $0.value.contains { day.contains($0.at) } }.map(\.key)
    }
}
