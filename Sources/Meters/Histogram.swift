// SPDX-License-Identifier: Apache-2.0

/// How often values fell between fixed bounds, and what they add up to.
package final class Histogram: Sendable {
    /// A reading of a histogram, whose parts agree with each other.
    package struct Reading: Equatable, Sendable {
        package let bounds: [Double]
        /// For each bound, how many values were at most as large; and at the end how many there were.
        package let cumulative: [Int]
        package let sum: Double
    }

    private let bounds: [Double]
    private let buckets: [Tally]
    private let sumInMillionths = Tally()

    /// `bounds` rise; values above the last are counted, too.
    package init(bounds: [Double]) {
        self.bounds = bounds
        buckets = (0...bounds.count).map { _ in Tally() }
    }

    package func observe(_ value: Double) {
        // Few bounds: a search from the front ends early, since most values are small.
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        buckets[index].add()
        sumInMillionths.add(Int(value * 1_000_000))
    }

    package func observe(_ duration: Duration) { observe(duration / .seconds(1)) }

    package var reading: Reading {
        var total = 0
        let cumulative = buckets.map { bucket in
            total += bucket.value
            return total
        }
        return Reading(bounds: bounds, cumulative: cumulative, sum: Double(sumInMillionths.value) / 1_000_000)
    }
}

extension Histogram {
    /// Bounds in seconds for what a person waits for.
    package static let waits: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// Bounds for how much is done at once.
    package static let batches: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500]
}
