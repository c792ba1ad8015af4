// SPDX-License-Identifier: Apache-2.0

/// What the ratings of a session come to.
package struct FeedbackSummary: Equatable, Sendable {
    package let count: Int
    /// `nil` while there is none.
    package let average: Double?
    /// How often each of 1 to 5 was given, in this order.
    package let ratings: [Int]

    package init(_ feedback: [Feedback]) {
        let given = feedback.map(\.rating).filter { (1...5).contains($0) }
        count = given.count
        average = given.isEmpty ? nil : Double(given.reduce(0, +)) / Double(given.count)
        ratings = (1...5).map { rating in given.count { $0 == rating } }
    }
}
