// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Who is where: a fold over every passage, the same for the same passages in any order and with any repeats.
///
/// A person is where their latest passage by (`at`, identifier) put them. A passage later than all before it costs the
/// same however many there were; one that comes late is put in its place and the history is folded again.
package struct Occupancy: Equatable, Sendable {
    private var timeline: [Movement] = []
    private var whereabouts: [RegistrationID: PlaceID] = [:]
    private var counts: [PlaceID: PlaceCount] = [:]
    private var visitors: [PlaceID: Set<RegistrationID>] = [:]

    package init() {}

    /// How many people are inside any place.
    package var building: Int { whereabouts.count }

    package func count(of place: PlaceID) -> PlaceCount { counts[place] ?? PlaceCount() }

    /// The place that the person is in, if any.
    package func place(of registration: RegistrationID) -> PlaceID? { whereabouts[registration] }

    package mutating func apply(_ movement: Movement) {
        guard let last = timeline.last, movement.order <= last.order else {
            timeline.append(movement)
            return step(movement)
        }
        let index = timeline.partitioningIndex { $0.order >= movement.order }
        guard timeline[index].order != movement.order else { return }
        timeline.insert(movement, at: index)
        fold()
    }

    private mutating func fold() {
        whereabouts = [:]
        counts = [:]
        visitors = [:]
        for movement in timeline { step(movement) }
    }

    private mutating func step(_ movement: Movement) {
        if let before = whereabouts.removeValue(forKey: movement.registration) {
            counts[before, default: PlaceCount()].inside -= 1
        }
        guard movement.direction == .enters else { return }
        whereabouts[movement.registration] = movement.place
        visitors[movement.place, default: []].insert(movement.registration)
        counts[movement.place, default: PlaceCount()].enter(at: movement.at)
        counts[movement.place]?.visitors = visitors[movement.place]?.count ?? 0
    }
}

/// The figures of one place.
package struct PlaceCount: Equatable, Sendable {
    /// People inside now.
    package fileprivate(set) var inside = 0
    /// Different people who were inside at any time.
    package fileprivate(set) var visitors = 0
    /// The most people inside at one time.
    package fileprivate(set) var peak = 0
    /// When the peak was first reached.
    package fileprivate(set) var peakAt: Date?

    package init() {}

    fileprivate mutating func enter(at date: Date) {
        inside += 1
        if inside > peak {
            peak = inside
            peakAt = date
        }
    }
}

/// One passage with what decides its order.
package struct Movement: Equatable, Sendable {
    package enum Direction: Equatable, Sendable { case enters, leaves }

    package let id: FactID
    package let at: Date
    package let registration: RegistrationID
    package let place: PlaceID
    package let direction: Direction

    /// The passage that `fact` reports, or `nil` when it is about something else.
    package init?(_ fact: Fact) {
        switch fact.event {
        case .entered(let passage): self.init(fact, passage, .enters)
        case .left(let passage): self.init(fact, passage, .leaves)
        default: return nil
        }
    }

    private init(_ fact: Fact, _ passage: Passage, _ direction: Direction) {
        id = fact.id
        at = fact.at
        registration = passage.registration
        place = passage.place
        self.direction = direction
    }

    fileprivate var order: Order { Order(at: at, id: id) }

    fileprivate struct Order: Comparable {
        let at: Date
        let id: FactID

        static func < (one: Self, other: Self) -> Bool { (one.at, one.id) < (other.at, other.id) }
    }
}

extension Array {
    /// The first index whose element satisfies `belongsInSecond`, given that all that do come last; `count` if none.
    fileprivate func partitioningIndex(where belongsInSecond: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if belongsInSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
