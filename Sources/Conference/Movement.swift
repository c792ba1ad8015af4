// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

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
        // Whoever is at a board is inside, also without having come by a door.
        case .visited(let passage, _): self.init(fact, passage, .enters)
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

    var moment: Moment { Moment(at: at, id: id) }
}

/// A point in an event's history: no two facts share one, so that everybody sorts them alike.
struct Moment: Comparable, Sendable {
    let at: Date
    let id: FactID

    static func < (one: Self, other: Self) -> Bool { one.at == other.at ? one.id < other.id : one.at < other.at }
}

extension Array {
    /// The first index whose element satisfies `belongsInSecond`, given that all that do come last; `count` if none.
    func partitioningIndex(where belongsInSecond: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if belongsInSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
