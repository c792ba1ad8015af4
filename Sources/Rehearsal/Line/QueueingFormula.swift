// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What queueing theory says of a line, from rates alone: an independent answer to hold a simulation against.
///
/// In the long run, where the desks keep up, it is Allen's and Cunneen's line: Erlang's C, corrected for service times
/// that are not exponential. From an empty room on it is that of M/M/c by Kolmogorov's equations, which are exact for
/// exponential service whatever the load, times what the other spread makes of a Brownian motion with the same drift.
package struct QueueingFormula: Equatable, Sendable {
    /// Arrivals in a second.
    package let rate: Double
    /// The mean service time in seconds.
    package let service: Double
    /// The standard deviation of the service time as a share of its mean.
    package let variation: Double
    package let desks: Int

    package init(rate: Double, service: Double, variation: Double, desks: Int) {
        self.rate = rate
        self.service = service
        self.variation = variation
        self.desks = desks
    }

    /// How much of the desks' time the arrivals need; they keep up below 1.
    package var load: Double { rate * service / Double(desks) }

    /// How often an arrival has to wait in the long run (Erlang's C); 1 where the desks do not keep up.
    package var shareThatWaits: Double {
        guard load < 1 else { return 1 }
        let offered = rate * service
        let blocked = (1...desks).reduce(1.0) { blocked, desk in
            offered * blocked / (Double(desk) + offered * blocked)
        }
        return blocked / (1 - load * (1 - blocked))
    }

    /// The people in line in the long run, not counting those who are served; `nil` where the line only grows.
    package var steadyLine: Double? {
        guard load < 1 else { return nil }
        return shareThatWaits * load / (1 - load) * (1 + variation * variation) / 2
    }

    /// The expected line at so many moments at equal distances, from the first desk's opening in front of nobody on.
    package func lines(over seconds: Double, steps: Int) -> [Double] {
        let exact = exponentialLines(over: seconds, steps: steps)
        return exact.enumerated().map { step, line in
            let after = seconds * Double(step) / Double(steps)
            let exponential = reflected(until: after, variation: 1)
            return exponential > 0 ? line * reflected(until: after, variation: variation) / exponential : line
        }
    }

    /// The mean of values at equal distances, by the trapezoidal rule.
    static func average(_ lines: [Double]) -> Double {
        guard lines.count > 1 else { return lines.first ?? 0 }
        return (lines.reduce(0, +) - (lines[0] + lines[lines.count - 1]) / 2) / Double(lines.count - 1)
    }

    // MARK: - Exponential service

    /// The line of M/M/c: its chain is followed in steps that are short beside what happens (uniformisation).
    private func exponentialLines(over seconds: Double, steps: Int) -> [Double] {
        let events = (rate + Double(desks) / service) * seconds
        let perStep = max(1, Int((Self.finesse * events / Double(steps)).rounded(.up)))
        let tick = seconds / Double(steps * perStep)
        var people = Probabilities(arrives: rate * tick, leaves: tick / service, desks: desks)
        var lines = [0.0]
        for _ in 0..<steps {
            for _ in 0..<perStep { people.advance() }
            lines.append(people.line)
        }
        return lines
    }

    /// How many ticks there are to an event.
    private static var finesse: Double { 3 }

    /// How likely each number of people is.
    private struct Probabilities {
        let arrives: Double
        let leaves: Double
        let desks: Int
        /// The number of people that the first of the values is for; what is next to impossible is left out.
        private var first = 0
        private var values = [1.0]

        init(arrives: Double, leaves: Double, desks: Int) {
            self.arrives = arrives
            self.leaves = leaves
            self.desks = desks
        }

        var line: Double {
            values.enumerated().reduce(0) { $0 + Double(max(0, first + $1.offset - desks)) * $1.element }
        }

        mutating func advance() {
            let lowest = max(0, first - 1)
            var next = Array(repeating: 0.0, count: first + values.count + 1 - lowest)
            for (offset, value) in values.enumerated() {
                let number = first + offset
                let left = Double(min(number, desks)) * leaves
                next[number + 1 - lowest] += arrives * value
                next[number - lowest] += (1 - arrives - left) * value
                if number > 0 { next[number - 1 - lowest] += left * value }
            }
            while next.count > 1, next[next.count - 1] < 1e-12 { next.removeLast() }
            let empty = next.firstIndex { $0 >= 1e-12 } ?? 0
            if empty > 0 { next.removeFirst(empty) }
            first = lowest + empty
            values = next
        }
    }

    // MARK: - Other spreads

    /// The mean of a Brownian motion that starts at 0 and is kept from going below, by Spitzer's identity.
    private func reflected(until end: Double, variation: Double) -> Double {
        guard end > 0 else { return 0 }
        let served = Double(desks) / service
        let drift = rate - served
        let deviation = (rate + min(rate, served) * variation * variation).squareRoot()
        // In the root of the time, where nothing is infinite.
        return Self.integral(to: end.squareRoot()) { root in
            let reach = drift * root / deviation
            let below = erfc(-reach / 2.0.squareRoot()) / 2
            let density = exp(-reach * reach / 2) / (2 * Double.pi).squareRoot()
            return 2 * drift * root * below + 2 * deviation * density
        }
    }

    /// Simpson's rule.
    private static func integral(to end: Double, of function: (Double) -> Double) -> Double {
        let steps = 200
        let width = end / Double(steps)
        let inner = (1..<steps).reduce(0.0) { $0 + ($1.isMultiple(of: 2) ? 2 : 4) * function(Double($1) * width) }
        return width / 3 * (function(0) + inner + function(end))
    }
}
