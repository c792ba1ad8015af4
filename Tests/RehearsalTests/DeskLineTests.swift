// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Rehearsal

struct DeskLineTests {
    /// The mean line of a long time with so many desks, each with a printer of its own, and a mean service time of 1.
    private func longRun(desks: Int, rate: Double, variation: Double) -> Double {
        var chance = Chance(seed: 16)
        var now = 0.0
        let visits = (0..<100_000).map { _ in
            now += chance.exponential(mean: 1 / rate)
            return DeskVisit(
                arrival: now, before: chance.gamma(mean: 1, variation: variation), printing: nil, after: 0)
        }
        let served = DeskLine(printers: Array(0..<desks)).serve(visits)
        // By Little's law.
        return served.reduce(0) { $0 + $1.waited } / now
    }

    /// The lines that Erlang's C gives for M/M/c, and Pollaczek's and Khinchine's formula for M/D/1.
    @Test(arguments: [(1, 0.8, 1.0, 3.2), (2, 1.5, 1.0, 1.9286), (3, 2.5, 1.0, 3.5112), (1, 0.8, 0.0, 1.6)])
    func `has the long run's line that is known`(desks: Int, rate: Double, variation: Double, line: Double) {
        #expect(abs(longRun(desks: desks, rate: rate, variation: variation) / line - 1) < 0.08)
    }

    @Test func `serves whoever came first, at the desk that has been free for longest`() {
        let visits = [0.0, 1, 2, 3].map { DeskVisit(arrival: $0, before: 6, printing: nil, after: 4) }
        let served = DeskLine(printers: [0, 1]).serve(visits)
        #expect(served.map(\.begun) == [0, 1, 10, 11])
        #expect(served.map(\.desk) == [0, 1, 0, 1])
        #expect(served.map(\.waited) == [0, 0, 8, 8])
    }

    @Test func `a printer that desks share prints one badge after the other`() {
        let visits = [0.0, 0, 0].map { DeskVisit(arrival: $0, before: 1, printing: 10, after: 1) }
        let served = DeskLine(printers: [0, 0, 0]).serve(visits)
        #expect(served.map(\.ended) == [12, 22, 32])
        #expect(served.map(\.waitedForPrinter) == [0, 10, 20])
        #expect(DeskLine(printers: [0, 1, 2]).serve(visits).map(\.ended) == [12, 12, 12])
    }

    @Test func `whoever gets no badge waits for no printer`() {
        let visits = [
            DeskVisit(arrival: 0, before: 1, printing: 10, after: 1),
            DeskVisit(arrival: 0, before: 2, printing: nil, after: 1),
        ]
        #expect(DeskLine(printers: [0, 0]).serve(visits).map(\.ended) == [12, 3])
    }
}
