// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Who is where: a fold over every passage, count and clearance, the same for the same facts in any order and with any
/// repeats.
///
/// A person is where their latest passage by (`at`, identifier) put them, unless the place was cleared since. A fact
/// later than all before it costs the same however many there were.
package struct Occupancy: Sendable {
    private var people = NumberedValues<RegistrationID, PersonTimeline>()
    private var places = NumberedValues<PlaceID, PlaceTimeline>()
    /// When each place was emptied, in order; by the place's number.
    private var clearances: [Int32: [Moment]] = [:]

    package init() {}

    /// How many people are inside all places together, as the doors saw and volunteers counted: a total that was less
    /// than what a board shows place by place would let too many in.
    package var building: Int { places.values.reduce(0) { $0 + $1.inside } }

    package func count(of place: PlaceID) -> PlaceCount { places[place]?.count ?? .none }

    /// How many people are inside `place`, as the doors saw and volunteers counted.
    package func inside(_ place: PlaceID) -> Int { places[place]?.inside ?? 0 }

    /// The place that the person is in, if any.
    package func place(of registration: RegistrationID) -> PlaceID? {
        people[registration]?.place.map { places.keys[Int($0)] }
    }

    /// Where the person was, in order.
    package func stays(of registration: RegistrationID) -> [PersonStay] {
        (people[registration]?.stays { clearances[$0] ?? [] } ?? []).map {
            PersonStay(place: places.keys[Int($0.place)], from: $0.start.at, to: $0.end?.at)
        }
    }

    /// The step line of a place between two moments, for its chart.
    package func series(of place: PlaceID, from start: Date, to end: Date) -> PlaceSeries {
        guard let timeline = places[place] else { return PlaceSeries(steps: [], medianDwell: nil) }
        return PlaceSeries(
            steps: timeline.steps.filter { $0.at >= start && $0.at <= end }, medianDwell: timeline.medianDwell)
    }

    /// How many people were inside `place` at `date`.
    package func inside(_ place: PlaceID, at date: Date) -> Int { places[place]?.inside(at: date) ?? 0 }

    /// How many people were inside during any of the slots, each in its place, the end of each not included.
    package func attendance(during slots: [SessionSlot]) -> Attendance {
        let presences = slots.compactMap { places[$0.place]?.presence(from: $0.starts, to: $0.ends) }
        return Attendance(
            peak: presences.map(\.peak).max() ?? 0,
            visitors: presences.reduce(into: Set()) { $0.formUnion($1.people) }.count)
    }

    /// What happened of late at each place; one look at each person, and none at what is long past.
    package func activity(at now: Date, unseenAfter patience: Double) -> [PlaceID: PlaceActivity] {
        let unseenSince = now.wholeMinute.addingTimeInterval(-patience)
        var unseen: [Int32: Int] = [:]
        for person in people.values {
            guard let place = person.place, let last = person.steps.last, last.moment.at < unseenSince else { continue }
            unseen[place, default: 0] += 1
        }
        return places.keys.indices.reduce(into: [:]) { activities, number in
            let timeline = places.values[number]
            let flow = timeline.flow(from: now.addingTimeInterval(-PlaceActivity.flowSeconds), to: now)
            activities[places.keys[number]] = PlaceActivity(
                unseen: unseen[Int32(number)] ?? 0, unseenSince: unseenSince, entered: flow.entered, left: flow.left,
                trend: PlaceActivity.trendMoments(before: now).map(timeline.inside))
        }
    }

    // MARK: Folding

    package mutating func apply(_ movement: Movement) {
        let person = people.number(of: movement.registration, or: PersonTimeline())
        let place = places.number(of: movement.place, or: PlaceTimeline())
        let step = PersonTimeline.Step(moment: movement.moment, place: place, direction: movement.direction)
        let clearances = clearances
        if people.values[Int(person)].isOnTime(step.moment) {
            let turn = people.values[Int(person)].take(step) { clearances[$0] ?? [] }
            if let (old, new) = turn.changed { places.values[Int(old.place)].change(old, to: new, of: person) }
            if let stay = turn.began { places.values[Int(stay.place)].add(stay, of: person) }
        } else if !people.values[Int(person)].holds(step.moment) {
            settle(people.values[Int(person)].takeLate(step) { clearances[$0] ?? [] }, of: person)
        }
    }

    /// A volunteer counted the people inside.
    package mutating func recount(_ place: PlaceID, _ count: Int, at date: Date, by fact: FactID) {
        let place = places.number(of: place, or: PlaceTimeline())
        places.values[Int(place)].take(.recounted(Int32(clamping: count)), at: Moment(at: date, id: fact))
    }

    /// Whoever was inside is not any more.
    package mutating func clear(_ place: PlaceID, at date: Date, by fact: FactID) {
        let place = places.number(of: place, or: PlaceTimeline())
        let moment = Moment(at: date, id: fact)
        let before = clearances
        let index = clearances[place, default: []].partitioningIndex { $0 >= moment }
        if let known = clearances[place], index < known.count, known[index] == moment { return }
        clearances[place, default: []].insert(moment, at: index)
        let after = clearances
        for person in places.values[Int(place)].visitors {
            let stays = people.values[Int(person)].stays { before[$0] ?? [] }
            settle(people.values[Int(person)].foldAgain(from: stays) { after[$0] ?? [] }, of: person)
        }
        places.values[Int(place)].take(.cleared, at: moment)
    }

    private mutating func settle(_ changes: StayChanges, of person: Int32) {
        for old in changes.gone {
            if let new = changes.new.first(where: { $0.start == old.start && $0.place == old.place }) {
                places.values[Int(old.place)].change(old, to: new, of: person)
            } else {
                places.values[Int(old.place)].remove(old, of: person)
            }
        }
        for new in changes.new where !changes.gone.contains(where: { $0.start == new.start && $0.place == new.place }) {
            places.values[Int(new.place)].add(new, of: person)
        }
    }
}

extension Occupancy: Equatable {
    /// Whether both tell the same of everybody and of every place, whatever numbers these have in each.
    package static func == (one: Self, other: Self) -> Bool {
        one.whereabouts == other.whereabouts && one.lines == other.lines
    }

    private struct Whereabouts: Equatable {
        let moment: Moment
        let place: PlaceID
        let direction: Movement.Direction
    }

    private var whereabouts: [RegistrationID: [Whereabouts]] {
        people.keys.indices.reduce(into: [:]) { all, number in
            all[people.keys[number]] = people.values[number].steps.map {
                Whereabouts(moment: $0.moment, place: places.keys[Int($0.place)], direction: $0.direction)
            }
        }
    }

    private struct Line: Equatable {
        let count: PlaceCount
        let series: PlaceSeries
    }

    private var lines: [PlaceID: Line] {
        places.keys.indices.reduce(into: [:]) { all, number in
            let timeline = places.values[number]
            all[places.keys[number]] = Line(
                count: timeline.count, series: PlaceSeries(steps: timeline.steps, medianDwell: timeline.medianDwell))
        }
    }
}
