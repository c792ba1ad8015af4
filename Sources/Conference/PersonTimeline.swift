// SPDX-License-Identifier: Apache-2.0

import struct Foundation.Date

/// Where one person was: their passages in order, and the stays that follow from them.
struct PersonTimeline: Equatable, Sendable {
    private(set) var movements: [Movement] = []
    private(set) var stays: [Stay] = []

    /// The place that the person is in, if any.
    var place: PlaceID? {
        guard let last = stays.last, last.end == nil else { return nil }
        return last.place
    }

    /// Whether the passage is known already.
    func holds(_ movement: Movement) -> Bool {
        let index = movements.partitioningIndex { $0.moment >= movement.moment }
        return index < movements.count && movements[index].moment == movement.moment
    }

    /// Takes a passage that is not known yet and returns what became of the stays.
    ///
    /// A passage after all others costs the same however many there were; one that comes late is put in its place.
    mutating func take(_ movement: Movement, clearances: (PlaceID) -> [Moment]) -> StayChanges {
        if let last = movements.last, movement.moment < last.moment {
            let index = movements.partitioningIndex { $0.moment >= movement.moment }
            movements.insert(movement, at: index)
            return foldAgain(clearances: clearances)
        }
        movements.append(movement)
        let count = stays.count
        let before = stays.last
        Self.step(movement, &stays, clearances)
        var changes = StayChanges()
        if let before, stays[count - 1] != before {
            changes.gone.append(before)
            changes.new.append(stays[count - 1])
        }
        changes.new += stays[count...]
        return changes
    }

    /// Works the stays out anew, after a place was cleared or a passage came late.
    mutating func foldAgain(clearances: (PlaceID) -> [Moment]) -> StayChanges {
        let before = stays
        stays = []
        for movement in movements { Self.step(movement, &stays, clearances) }
        return StayChanges(from: before, to: stays)
    }

    private static func step(_ movement: Movement, _ stays: inout [Stay], _ clearances: (PlaceID) -> [Moment]) {
        if let last = stays.last, last.isOpen(at: movement.moment) {
            // Entering the place that one is in changes nothing.
            if movement.direction == .enters, last.place == movement.place { return }
            stays[stays.count - 1].end = movement.moment
        }
        guard movement.direction == .enters else { return }
        var stay = Stay(registration: movement.registration, place: movement.place, start: movement.moment)
        let moments = clearances(movement.place)
        let index = moments.partitioningIndex { $0 > stay.start }
        if index < moments.count { stay.end = moments[index] }
        stays.append(stay)
    }
}

/// One person's time in one place.
struct Stay: Equatable, Sendable {
    let registration: RegistrationID
    let place: PlaceID
    let start: Moment
    /// `nil` while the person is inside.
    var end: Moment?

    func isOpen(at moment: Moment) -> Bool { end.map { $0 > moment } ?? true }

    var seconds: Double? { end.map { $0.at.timeIntervalSince(start.at) } }
}

/// How stays changed when something was learnt.
struct StayChanges: Equatable {
    var gone: [Stay] = []
    var new: [Stay] = []

    init() {}

    /// What differs, given that most of what comes first and last does not.
    init(from before: [Stay], to after: [Stay]) {
        let most = min(before.count, after.count)
        let same = zip(before, after).prefix { $0 == $1 }.count
        let sameAtEnd = zip(before.reversed(), after.reversed()).prefix(most - same).prefix { $0 == $1 }.count
        gone = Array(before[same..<(before.count - sameAtEnd)])
        new = Array(after[same..<(after.count - sameAtEnd)])
    }
}
