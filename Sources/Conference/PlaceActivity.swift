// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// What happened of late at one place.
package struct PlaceActivity: Equatable, Sendable {
    /// People inside whom no door has seen since `unseenSince`: they may have gone without a scan.
    package let unseen: Int
    package let unseenSince: Date
    /// Within the last ``flowSeconds``.
    package let entered: Int
    package let left: Int
    /// People inside at each of the last 30 full minutes, the oldest first.
    package let trend: [Int]

    package static let flowSeconds = 600.0
    package static let trendMinutes = 30

    package init(unseen: Int, unseenSince: Date, entered: Int, left: Int, trend: [Int]) {
        self.unseen = unseen
        self.unseenSince = unseenSince
        self.entered = entered
        self.left = left
        self.trend = trend
    }

    /// A place that nobody has been at yet.
    package static func none(at now: Date, unseenAfter patience: Double) -> PlaceActivity {
        PlaceActivity(
            unseen: 0, unseenSince: now.wholeMinute.addingTimeInterval(-patience), entered: 0, left: 0,
            trend: Array(repeating: 0, count: trendMinutes))
    }

    static func trendMoments(before now: Date) -> [Date] {
        let last = now.wholeMinute
        return (1 - trendMinutes...0).map { last.addingTimeInterval(Double(60 * $0)) }
    }
}

extension Date {
    /// The full minute that this is in, so that what is told of it changes once a minute.
    var wholeMinute: Date { Date(timeIntervalSince1970: (timeIntervalSince1970 / 60).rounded(.down) * 60) }
}
