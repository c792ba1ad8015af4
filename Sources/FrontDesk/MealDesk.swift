// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// What the kitchen is told: how many people with which need, beforehand from the list and during from the scans.
package struct MealDesk<Store: Journal & Roster>: Sendable {
    private let store: Store
    private let event: Event
    private let calendar: EventCalendar
    private let now: @Sendable () -> Date

    package init(store: Store, event: Event, now: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.event = event
        calendar = EventCalendar(timeZone: event.timeZone)
        self.now = now
    }

    /// The numbers as of now; they name nobody.
    package func report() async throws -> MealReport {
        let people = try await store.registrations()
        let places = event.places.filter { $0.kind == .meal }
        let (expected, isIn, books) = await store.read { state in
            (
                Set(people.filter { state.checkIns[$0.id] != nil || state.standing(of: $0).hasSeat }.map(\.id)),
                Set(people.map(\.id).filter { state.checkIns[$0] != nil }),
                places.map { state.meals.meals(at: $0.id) }
            )
        }
        let needs = DietaryNeeds(people)
        return MealReport(
            needs: needs.all.map { need in
                let those = needs.people(with: need)
                return MealReport.Need(
                    name: need, expected: those.count { expected.contains($0) },
                    checkedIn: those.count { isIn.contains($0) })
            },
            places: zip(places, books).map { place, book in
                MealReport.Served(place: place, days: days(of: book, needs))
            })
    }

    /// Each day with meals, and today.
    private func days(of book: [RegistrationID: [MealBook.Meal]], _ needs: DietaryNeeds) -> [MealReport.Day] {
        var people: [String: Set<RegistrationID>] = [calendar.name(of: now()): []]
        for (person, meals) in book {
            for meal in meals { people[calendar.name(of: meal.at), default: []].insert(person) }
        }
        return people.sorted { $0.key < $1.key }.map { day, those in
            MealReport.Day(
                day: day,
                taken: needs.all.map { need in needs.people(with: need).count { those.contains($0) } })
        }
    }
}

/// The needs on the list as people wrote them, those alike taken together, and first whoever has none.
private struct DietaryNeeds {
    /// As the first who has it wrote it; `nil` for none.
    let all: [String?]
    private let groups: [String: [RegistrationID]]

    init(_ registrations: [Registration]) {
        var groups: [String: [RegistrationID]] = [:]
        var names: [String: String] = [:]
        for registration in registrations {
            let words = (registration.details.dietaryNeeds ?? "").split(whereSeparator: \.isWhitespace)
            let name = words.joined(separator: " ")
            groups[name.lowercased(), default: []].append(registration.id)
            if names[name.lowercased()] == nil { names[name.lowercased()] = name }
        }
        self.groups = groups
        all = [nil] + names.filter { !$0.key.isEmpty }.sorted { $0.key < $1.key }.map(\.value)
    }

    func people(with need: String?) -> [RegistrationID] { groups[(need ?? "").lowercased()] ?? [] }
}

/// Numbers for the kitchen.
package struct MealReport: Equatable, Sendable {
    package struct Need: Equatable, Sendable {
        /// `nil` for whoever has none.
        package let name: String?
        /// People with a seat, whether they have come or not.
        package let expected: Int
        package let checkedIn: Int
    }

    package struct Day: Equatable, Sendable {
        /// As `yyyy-mm-dd` in the event's time zone.
        package let day: String
        /// How many people with each of the report's needs had the meal, in their order.
        package let taken: [Int]
    }

    package struct Served: Equatable, Sendable {
        package let place: Place
        package let days: [Day]
    }

    package let needs: [Need]
    package let places: [Served]
}
