// SPDX-License-Identifier: Apache-2.0

/// How arrivals are spread over the time: a rate that rises and falls in straight lines between points.
package struct ArrivalCurve: Equatable, Sendable {
    package struct Point: Equatable, Sendable {
        package let minute: Double
        /// In comparison with the other points alone.
        package let weight: Double
    }

    package let minutes: Double
    /// In order of time; none means that the rate is the same all the time.
    package let points: [Point]

    /// The same rate all the time.
    package init(minutes: Double) {
        self.minutes = minutes
        points = []
    }

    /// The curve written as `0=1,20=4,60=1`: at those minutes the rate is in those proportions.
    ///
    /// `nil` unless minutes rise within the time and some weight is above 0.
    package init?(_ text: String, minutes: Double) {
        var points: [Point] = []
        for entry in text.split(separator: ",") {
            let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let minute = Double(parts[0]), let weight = Double(parts[1]),
                (0...minutes).contains(minute), weight >= 0, weight.isFinite,
                points.last.map({ $0.minute < minute }) ?? true
            else { return nil }
            points.append(Point(minute: minute, weight: weight))
        }
        guard points.contains(where: { $0.weight > 0 }) else { return nil }
        self.minutes = minutes
        self.points = points
    }

    package var isEven: Bool { Set(points.map(\.weight)).count <= 1 }

    /// So many arrivals in order of time, in seconds.
    package func moments(_ count: Int, _ chance: inout Chance) -> [Double] {
        let highest = points.map(\.weight).max() ?? 1
        var moments: [Double] = []
        while moments.count < count {
            let minute = chance.unit() * minutes
            if chance.unit() * highest <= weight(at: minute) { moments.append(minute * 60) }
        }
        return moments.sorted()
    }

    /// As many arrivals as chance has it where so many are expected: a Poisson process.
    package func process(expecting count: Double, _ chance: inout Chance) -> [Double] {
        var arrived = 0
        var reached = chance.exponential(mean: 1)
        while reached < count {
            arrived += 1
            reached += chance.exponential(mean: 1)
        }
        return moments(arrived, &chance)
    }

    private func weight(at minute: Double) -> Double {
        guard let first = points.first, let last = points.last else { return 1 }
        if minute <= first.minute { return first.weight }
        for (left, right) in zip(points, points.dropFirst()) where minute <= right.minute {
            let share = (minute - left.minute) / (right.minute - left.minute)
            return left.weight + share * (right.weight - left.weight)
        }
        return last.weight
    }
}
