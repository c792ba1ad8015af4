// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Rehearsal

struct QueueingFormulaTests {
    /// Desks, offered traffic, and Erlang's C with the line of M/M/c as tables have them.
    @Test(arguments: [(1, 0.8, 0.8, 3.2), (2, 1.5, 0.6429, 1.9286), (3, 2.5, 0.7022, 3.5112), (5, 4.0, 0.5541, 2.2165)])
    func `is Erlang's where service is exponential`(desks: Int, traffic: Double, waits: Double, line: Double) throws {
        let formula = QueueingFormula(rate: traffic, service: 1, variation: 1, desks: desks)
        #expect(abs(formula.shareThatWaits - waits) < 0.0001)
        #expect(abs(try #require(formula.steadyLine) - line) < 0.001)
    }

    @Test func `is Pollaczek's and Khinchine's for one desk`() throws {
        let formula = QueueingFormula(rate: 0.8, service: 1, variation: 0, desks: 1)
        #expect(abs(try #require(formula.steadyLine) - 1.6) < 0.0001)
    }

    @Test func `tends to the long run's line where the desks keep up`() throws {
        let formula = QueueingFormula(rate: 2.4, service: 1, variation: 0.5, desks: 3)
        let steady = try #require(formula.steadyLine)
        let lines = formula.lines(over: 2000, steps: 200)
        #expect(abs(try #require(lines.last) / steady - 1) < 0.01)
        #expect(lines[0] == 0)
        #expect(lines[1] < steady)
    }

    @Test func `grows by what comes more than is served`() throws {
        let formula = QueueingFormula(rate: 2, service: 1, variation: 0.5, desks: 1)
        #expect(formula.load == 2)
        #expect(formula.steadyLine == nil)
        #expect(abs(try #require(formula.lines(over: 1000, steps: 4).last) / 1000 - 1) < 0.01)
    }

    /// Three mean lines from another solution of M/M/c's equations, two hundred in an hour and a service of so long.
    @Test(arguments: [(1, 49.0, 62.847), (2, 49.0, 27.502), (3, 45.3, 2.937), (3, 49.0, 4.744)])
    func `is the exact line of an hour where service is exponential`(desks: Int, service: Double, exact: Double) {
        let formula = QueueingFormula(rate: 200.0 / 3600, service: service, variation: 1, desks: desks)
        #expect(abs(QueueingFormula.average(formula.lines(over: 3600, steps: 60)) / exact - 1) < 0.02)
    }
}
