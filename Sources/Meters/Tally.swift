// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A number that anybody may add to at any time; one atomic addition, and nobody waits.
package final class Tally: Sendable {
    private let count = Atomic<Int>(0)

    package init() {}

    package var value: Int { count.load(ordering: .relaxed) }

    package func add(_ amount: Int = 1) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }
}

/// One tally for each case of something that has few.
package final class TallyTable<Key: Hashable & Sendable>: Sendable {
    private let tallies: [Key: Tally]

    /// Tallies for `keys` and no others: what is not among them cannot become a series.
    package init(_ keys: some Sequence<Key>) {
        tallies = Dictionary(keys.map { ($0, Tally()) }, uniquingKeysWith: { first, _ in first })
    }

    package func add(_ amount: Int = 1, to key: Key) {
        tallies[key]?.add(amount)
    }

    package var values: [Key: Int] { tallies.mapValues(\.value) }
}
