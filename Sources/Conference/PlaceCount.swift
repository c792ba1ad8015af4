// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// The figures of one place.
package struct PlaceCount: Equatable, Sendable {
    /// People inside now: what the doors saw, corrected by what volunteers counted.
    package let inside: Int
    /// Different people who were inside at any time.
    package let visitors: Int
    /// The most people inside at one time.
    package let peak: Int
    /// When the peak was first reached.
    package let peakAt: Date?
    package let lastRecount: Recount?

    /// What a volunteer counted.
    package struct Recount: Equatable, Sendable {
        package let at: Date
        package let count: Int
        /// The figure that it corrected.
        package let before: Int

        package init(at: Date, count: Int, before: Int) {
            self.at = at
            self.count = count
            self.before = before
        }
    }

    package static let none = PlaceCount(inside: 0, visitors: 0, peak: 0, peakAt: nil, lastRecount: nil)
}

/// How a place's figure changed over time: a step line.
package struct PlaceSeries: Equatable, Sendable {
    package struct Step: Equatable, Sendable {
        package let at: Date
        /// People inside from then on.
        package let inside: Int
        package let cause: Cause
        /// The fact that says so.
        package let fact: FactID
    }

    package enum Cause: String, Sendable { case entered, left, recounted, cleared }

    package let steps: [Step]
    /// Seconds; the median of the stays that have ended.
    package let medianDwell: Double?
}
