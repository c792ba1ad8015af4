// SPDX-License-Identifier: Apache-2.0

/// What a volunteer needs for one person, besides what the machines need: greeting, comparing, handing over.
package struct Pace: Equatable, Sendable {
    package var seconds: Double
    /// The standard deviation as a share of the mean.
    package var variation: Double
    /// Which share of it comes before the badge is ordered.
    package var shareBefore: Double
    /// What the typing of a name, or of anything a second time, takes longer than a scan.
    package var typing: Double
    /// What choosing among several people takes longer.
    package var choosing: Double

    package init(
        seconds: Double, variation: Double, shareBefore: Double = 0.6, typing: Double = 8, choosing: Double = 10
    ) {
        self.seconds = seconds
        self.variation = variation
        self.shareBefore = shareBefore
        self.typing = typing
        self.choosing = choosing
    }
}

/// What one person took at the real daemon and its printers, in seconds.
package struct Handling: Equatable, Sendable {
    /// Look-ups and the check-in.
    package var machine: Double
    package var printing: Double?
    /// What the person's case takes a volunteer beyond the usual.
    package var extra: Double

    package init(machine: Double, printing: Double?, extra: Double) {
        self.machine = machine
        self.printing = printing
        self.extra = extra
    }
}

/// How long people are served: the volunteers' pace and what was measured.
package struct ServiceTimes: Equatable, Sendable {
    package let pace: Pace
    package let handlings: [Handling]

    package init(pace: Pace, handlings: [Handling]) {
        self.pace = pace
        self.handlings = handlings
    }

    /// Somebody with one of the measured handlings and a volunteer's time of their own.
    func visit(at arrival: Double, _ chance: inout Chance) -> DeskVisit {
        let handling = chance.pick(handlings) ?? Handling(machine: 0, printing: nil, extra: 0)
        return visit(at: arrival, handling, &chance)
    }

    /// The same for one handling.
    package func visit(at arrival: Double, _ handling: Handling, _ chance: inout Chance) -> DeskVisit {
        let own = chance.gamma(mean: pace.seconds, variation: pace.variation)
        return DeskVisit(
            arrival: arrival, before: own * pace.shareBefore + handling.extra + handling.machine,
            printing: handling.printing, after: own * (1 - pace.shareBefore))
    }

    /// The mean of all that keeps a desk busy with one person, as long as no badge waits for another.
    package var mean: Double { pace.seconds + Self.mean(sums) }

    /// The standard deviation of the same, as a share of the mean.
    package var variation: Double {
        let (sums, mean) = (sums, Self.mean(sums))
        let spread = Self.mean(sums.map { ($0 - mean) * ($0 - mean) })
        let own = pace.seconds * pace.variation
        return (own * own + spread).squareRoot() / self.mean
    }

    private var sums: [Double] { handlings.map { $0.machine + ($0.printing ?? 0) + $0.extra } }

    private static func mean(_ numbers: [Double]) -> Double {
        numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count)
    }
}
