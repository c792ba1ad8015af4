// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// What volunteers did at the places: who opened and closed them, and who let people in over the limit.
///
/// A fold: the same for the same facts in any order and with any repeats.
package struct PlaceLog: Equatable, Sendable {
    private var turns: [PlaceID: [Entry<PlaceTurn>]] = [:]
    private var letIns: [PlaceID: [Entry<LetIn>]] = [:]

    private struct Entry<Value: Equatable & Sendable>: Equatable, Sendable {
        let moment: Moment
        let value: Value
    }

    package init() {}

    /// The last time that somebody opened or closed `place`.
    package func turn(of place: PlaceID) -> PlaceTurn? { turns[place]?.last?.value }

    /// Each time that somebody opened or closed `place`, in order.
    package func turns(of place: PlaceID) -> [PlaceTurn] { turns[place]?.map(\.value) ?? [] }

    /// Those who were let into `place` over its limit, in order.
    package func letIns(to place: PlaceID) -> [LetIn] { letIns[place]?.map(\.value) ?? [] }

    // MARK: Folding

    mutating func turn(_ place: PlaceID, _ turn: PlaceTurn, by fact: FactID) {
        Self.insert(turn, at: Moment(at: turn.at, id: fact), into: &turns[place, default: []])
    }

    mutating func letIn(to place: PlaceID, _ letIn: LetIn) {
        Self.insert(letIn, at: Moment(at: letIn.at, id: letIn.passage), into: &letIns[place, default: []])
    }

    private static func insert<Value>(_ value: Value, at moment: Moment, into entries: inout [Entry<Value>]) {
        let index = entries.partitioningIndex { $0.moment >= moment }
        guard index == entries.count || entries[index].moment != moment else { return }
        entries.insert(Entry(moment: moment, value: value), at: index)
    }
}

/// That somebody was let in although the place was full.
package struct LetIn: Equatable, Sendable {
    /// The `entered` fact.
    package let passage: FactID
    package let at: Date
    /// Who let them in.
    package let by: PINHolderID

    package init(passage: FactID, at: Date, by: PINHolderID) {
        self.passage = passage
        self.at = at
        self.by = by
    }
}
