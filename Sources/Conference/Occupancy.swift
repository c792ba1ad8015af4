// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Who is where: a fold over every passage, count and clearance, the same for the same facts in any order and with any
/// repeats.
///
/// A person is where their latest passage by (`at`, identifier) put them, unless the place was cleared since. A fact
/// later than all before it costs the same however many there were.
package struct Occupancy: Equatable, Sendable {
    private var people: [RegistrationID: PersonTimeline] = [:]
    private var places: [PlaceID: PlaceTimeline] = [:]
    /// When each place was emptied, in order.
    private var clearances: [PlaceID: [Moment]] = [:]
    /// How many people are inside any place, as the doors saw.
    package private(set) var building = 0

    package init() {}

    package func count(of place: PlaceID) -> PlaceCount {
        guard let timeline = places[place] else { return .none }
        return PlaceCount(
            inside: timeline.inside, visitors: timeline.visits.count, peak: timeline.peak, peakAt: timeline.peakAt,
            lastRecount: timeline.lastRecount)
    }

    /// The place that the person is in, if any.
    package func place(of registration: RegistrationID) -> PlaceID? { people[registration]?.place }

    /// The step line of a place between two moments, for its chart.
    package func series(of place: PlaceID, from start: Date, to end: Date) -> PlaceSeries {
        guard let timeline = places[place] else { return PlaceSeries(steps: [], medianDwell: nil) }
        return PlaceSeries(
            steps: timeline.steps.filter { $0.at >= start && $0.at <= end }, medianDwell: timeline.medianDwell)
    }

    /// How many people were inside `place` at `date`.
    package func inside(_ place: PlaceID, at date: Date) -> Int { places[place]?.inside(at: date) ?? 0 }

    /// What happened of late at each place; one look at each person, and none at what is long past.
    package func activity(at now: Date, unseenAfter patience: Double) -> [PlaceID: PlaceActivity] {
        let unseenSince = now.wholeMinute.addingTimeInterval(-patience)
        var unseen: [PlaceID: Int] = [:]
        for person in people.values {
            guard let place = person.place, let last = person.movements.last, last.at < unseenSince else { continue }
            unseen[place, default: 0] += 1
        }
        return places.reduce(into: [:]) { activities, entry in
            let flow = entry.value.flow(from: now.addingTimeInterval(-PlaceActivity.flowSeconds), to: now)
            activities[entry.key] = PlaceActivity(
                unseen: unseen[entry.key] ?? 0, unseenSince: unseenSince, entered: flow.entered, left: flow.left,
                trend: PlaceActivity.trendMoments(before: now).map(entry.value.inside))
        }
    }

    // MARK: Folding

    package mutating func apply(_ movement: Movement) {
        let clearances = clearances
        let wasInside = place(of: movement.registration) != nil
        if people[movement.registration]?.holds(movement) ?? false { return }
        let changes = people[movement.registration, default: PersonTimeline()].take(movement) { clearances[$0] ?? [] }
        settle(changes)
        building += (place(of: movement.registration) != nil ? 1 : 0) - (wasInside ? 1 : 0)
    }

    /// A volunteer counted the people inside.
    package mutating func recount(_ place: PlaceID, _ count: Int, at date: Date, by fact: FactID) {
        places[place, default: PlaceTimeline()].take(.recounted(count), at: Moment(at: date, id: fact))
    }

    /// Whoever was inside is not any more.
    package mutating func clear(_ place: PlaceID, at date: Date, by fact: FactID) {
        let moment = Moment(at: date, id: fact)
        let index = clearances[place, default: []].partitioningIndex { $0 >= moment }
        if let known = clearances[place], index < known.count, known[index] == moment { return }
        clearances[place, default: []].insert(moment, at: index)
        let moments = clearances
        for person in places[place]?.visits.keys.map({ $0 }) ?? [] {
            let wasInside = self.place(of: person) != nil
            if let changes = people[person]?.foldAgain(clearances: { moments[$0] ?? [] }) { settle(changes) }
            building -= wasInside && self.place(of: person) == nil ? 1 : 0
        }
        places[place, default: PlaceTimeline()].take(.cleared, at: moment)
    }

    private mutating func settle(_ changes: StayChanges) {
        for old in changes.gone {
            if let new = changes.new.first(where: { $0.start == old.start && $0.place == old.place }) {
                places[old.place]?.change(old, to: new)
            } else {
                places[old.place]?.remove(old)
            }
        }
        for new in changes.new where !changes.gone.contains(where: { $0.start == new.start && $0.place == new.place }) {
            places[new.place, default: PlaceTimeline()].add(new)
        }
    }
}
