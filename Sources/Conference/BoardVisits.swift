// SPDX-License-Identifier: Apache-2.0

/// Who was at which board of a poster session: a fold, the same for the same facts in any order and with any repeats.
package struct BoardVisits: Equatable, Sendable {
    private var boards: [PlaceID: [Int: Visitors]] = [:]

    private struct Visitors: Equatable, Sendable {
        var visits: Set<FactID> = []
        var people: Set<RegistrationID> = []
    }

    package init() {}

    /// The figures of a place's boards from 1 to `count`, also of those where nobody was.
    package func counts(of place: PlaceID, boards count: Int) -> [BoardCount] {
        (0..<max(0, count)).map { index in
            let visitors = boards[place]?[index + 1]
            return BoardCount(
                board: index + 1, visits: visitors?.visits.count ?? 0, people: visitors?.people.count ?? 0)
        }
    }

    mutating func visit(_ board: Int, of place: PlaceID, by registration: RegistrationID, fact: FactID) {
        boards[place, default: [:]][board, default: Visitors()].visits.insert(fact)
        boards[place]?[board]?.people.insert(registration)
    }
}

/// How often a board was visited.
package struct BoardCount: Equatable, Sendable {
    package let board: Int
    package let visits: Int
    /// Different people.
    package let people: Int

    package init(board: Int, visits: Int, people: Int) {
        self.board = board
        self.visits = visits
        self.people = people
    }
}
