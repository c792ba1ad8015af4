// SPDX-License-Identifier: Apache-2.0

import struct Foundation.Date

/// Where one person was: their passages in order, and the last stay that follows from them.
struct PersonTimeline: Equatable, Sendable {
    private(set) var steps: [Step] = []
    private(set) var lastStay: Stay?

    /// One passage; places are numbers that the occupancy gave out.
    struct Step: Equatable, Sendable {
        let moment: Moment
        let place: Int32
        let direction: Movement.Direction
    }

    /// What a passage after all others did.
    struct Turn: Equatable {
        var changed: (from: Stay, to: Stay)?
        var began: Stay?

        static func == (one: Self, other: Self) -> Bool {
            one.changed?.from == other.changed?.from && one.changed?.to == other.changed?.to && one.began == other.began
        }
    }

    /// The place that the person is in, if any.
    var place: Int32? {
        guard let lastStay, lastStay.end == nil else { return nil }
        return lastStay.place
    }

    /// Whether a passage at `moment` would come after all that are known.
    func isOnTime(_ moment: Moment) -> Bool { steps.last.map { $0.moment < moment } ?? true }

    /// Whether the passage is known already.
    func holds(_ moment: Moment) -> Bool {
        let index = steps.partitioningIndex { $0.moment >= moment }
        return index < steps.count && steps[index].moment == moment
    }

    /// Takes a passage that is on time; that costs the same however many there were.
    mutating func take(_ step: Step, clearances: (Int32) -> [Moment]) -> Turn {
        steps.append(step)
        return Self.advance(&lastStay, by: step, clearances)
    }

    /// Puts a passage that is late and not known yet in its place, and returns what became of the stays.
    mutating func takeLate(_ step: Step, clearances: (Int32) -> [Moment]) -> StayChanges {
        let before = stays(clearances: clearances)
        steps.insert(step, at: steps.partitioningIndex { $0.moment >= step.moment })
        return foldAgain(from: before, clearances: clearances)
    }

    /// Works the stays out anew, after a place was cleared, and returns what became of them, given what they were.
    mutating func foldAgain(from before: [Stay], clearances: (Int32) -> [Moment]) -> StayChanges {
        let after = stays(clearances: clearances)
        lastStay = after.last
        return StayChanges(from: before, to: after)
    }

    /// All stays, in order.
    func stays(clearances: (Int32) -> [Moment]) -> [Stay] {
        var stays: [Stay] = []
        var last: Stay?
        for step in steps {
            let turn = Self.advance(&last, by: step, clearances)
            if let changed = turn.changed { stays[stays.count - 1] = changed.to }
            if let began = turn.began { stays.append(began) }
        }
        return stays
    }

    private static func advance(_ last: inout Stay?, by step: Step, _ clearances: (Int32) -> [Moment]) -> Turn {
        var turn = Turn()
        if let stay = last, stay.isOpen(at: step.moment) {
            // Entering the place that one is in changes nothing.
            if step.direction == .enters, stay.place == step.place { return turn }
            var ended = stay
            ended.end = step.moment
            turn.changed = (stay, ended)
            last = ended
        }
        guard step.direction == .enters else { return turn }
        var stay = Stay(place: step.place, start: step.moment)
        let moments = clearances(step.place)
        let index = moments.partitioningIndex { $0 > stay.start }
        if index < moments.count { stay.end = moments[index] }
        turn.began = stay
        last = stay
        return turn
    }
}

/// One person's time in one place.
struct Stay: Equatable, Sendable {
    let place: Int32
    let start: Moment
    /// `nil` while the person is inside.
    var end: Moment?

    func isOpen(at moment: Moment) -> Bool { end.map { $0 > moment } ?? true }

    var seconds: Double? { end.map { $0.at.timeIntervalSince(start.at) } }
}

/// How stays changed when something was learnt late.
struct StayChanges: Equatable {
    let gone: [Stay]
    let new: [Stay]

    /// What differs, given that most of what comes first and last does not.
    init(from before: [Stay], to after: [Stay]) {
        let most = min(before.count, after.count)
        let same = zip(before, after).prefix { $0 == $1 }.count
        let sameAtEnd = zip(before.reversed(), after.reversed()).prefix(most - same).prefix { $0 == $1 }.count
        gone = Array(before[same..<(before.count - sameAtEnd)])
        new = Array(after[same..<(after.count - sameAtEnd)])
    }
}
