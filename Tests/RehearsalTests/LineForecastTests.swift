// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Rehearsal

struct LineForecastTests {
    private let hour = ArrivalCurve(minutes: 60)

    private func forecast(
        desks: Int, pace: Pace, printing: Double? = 3, curve: ArrivalCurve? = nil, repetitions: Int = 60
    ) -> LineForecast {
        let handling = Handling(machine: 0.05, printing: printing, extra: 0)
        let times = ServiceTimes(pace: pace, handlings: [handling])
        return LineForecaster(curve: curve ?? hour, arrivals: 200, times: times, repetitions: repetitions)
            .forecast(printers: Array(repeating: 0, count: desks), seed: 8)
    }

    /// Overloaded, nearly overloaded and idle ones.
    @Test(arguments: [1, 2, 3], [12.0, 45])
    func `is within 15 % of the formula, or a fifth of a person`(desks: Int, seconds: Double) throws {
        let forecast = forecast(desks: desks, pace: Pace(seconds: seconds, variation: 0.5), repetitions: 400)
        let formula = try #require(forecast.formulaLine)
        #expect(abs(forecast.averageLine - formula) < max(0.15 * formula, 0.2))
    }

    @Test func `more desks wait less`() {
        let pace = Pace(seconds: 45, variation: 0.5)
        let lines = (1...4).map { forecast(desks: $0, pace: pace) }
        #expect(lines.map(\.averageLine) == lines.map(\.averageLine).sorted(by: >))
        #expect(lines.map(\.averageWait) == lines.map(\.averageWait).sorted(by: >))
        #expect(lines.map(\.lastServed) == lines.map(\.lastServed).sorted(by: >))
    }

    @Test func `the same seed gives the same forecast`() {
        let pace = Pace(seconds: 30, variation: 0.8)
        #expect(forecast(desks: 2, pace: pace) == forecast(desks: 2, pace: pace))
    }

    @Test func `a printer that is slower than people come holds everybody up`() {
        let pace = Pace(seconds: 20, variation: 0.5)
        let slow = forecast(desks: 6, pace: pace, printing: 24)
        #expect(slow.printerUse[0] > 0.95)
        #expect(slow.waitForPrinter > 30)
        #expect(forecast(desks: 6, pace: pace, printing: 2).waitForPrinter < 1)
    }

    @Test func `a rush has a longer line than the same people one by one, and no formula`() throws {
        let pace = Pace(seconds: 45, variation: 0.5)
        let rush = try #require(ArrivalCurve("0=1,15=1,20=12,25=1,60=1", minutes: 60))
        let even = forecast(desks: 4, pace: pace)
        let rushed = forecast(desks: 4, pace: pace, curve: rush)
        #expect(rushed.longestLine > 3 * even.longestLine)
        #expect(rushed.formula == nil)
    }
}

struct ArrivalCurveTests {
    @Test func `reads points`() throws {
        let curve = try #require(ArrivalCurve("0=1,20=4,60=0", minutes: 60))
        #expect(curve.points.map(\.minute) == [0, 20, 60])
        #expect(!curve.isEven)
        #expect(try #require(ArrivalCurve("0=2,60=2", minutes: 60)).isEven)
    }

    @Test(arguments: ["", "0", "0=0", "10=1,5=1", "5=1,5=2", "61=1", "0=-1", "0=x", "0=1=2", "0=inf", "-1=1"])
    func `refuses what is no curve`(text: String) {
        #expect(ArrivalCurve(text, minutes: 60) == nil)
    }

    @Test func `most come where the rate is highest`() throws {
        let curve = try #require(ArrivalCurve("0=0,30=1,60=0", minutes: 60))
        var chance = Chance(seed: 1)
        let moments = curve.moments(4000, &chance)
        #expect(moments == moments.sorted())
        #expect(moments.allSatisfy { (0...3600).contains($0) })
        // Three quarters of a triangle lie in the middle half of its base.
        #expect(abs(Double(moments.count { (900...2700).contains($0) }) / 4000 - 0.75) < 0.03)
    }

    @Test func `a process has as many as expected only on average`() {
        var chance = Chance(seed: 2)
        let counts = (0..<500).map { _ in Double(ArrivalCurve(minutes: 1).process(expecting: 100, &chance).count) }
        let mean = counts.reduce(0, +) / 500
        let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 500
        #expect(abs(mean - 100) < 2)
        #expect(abs(variance - 100) < 20)
    }
}

struct ChanceTests {
    @Test(arguments: [0.0, 0.3, 1, 2])
    func `gamma variates have the mean and the variation`(variation: Double) {
        var chance = Chance(seed: 3)
        let numbers = (0..<40_000).map { _ in chance.gamma(mean: 45, variation: variation) }
        let mean = numbers.reduce(0, +) / 40_000
        let deviation = (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40_000).squareRoot()
        #expect(abs(mean - 45) < 1.5)
        #expect(abs(deviation / 45 - variation) < 0.06)
    }

    @Test func `service times have the moments that the formula is given`() {
        let times = ServiceTimes(
            pace: Pace(seconds: 20, variation: 0.5),
            handlings: [
                Handling(machine: 1, printing: 3, extra: 0), Handling(machine: 2, printing: nil, extra: 18),
            ])
        var chance = Chance(seed: 4)
        let numbers = (0..<40_000).map { _ in
            let visit = times.visit(at: 0, &chance)
            return visit.before + (visit.printing ?? 0) + visit.after
        }
        let mean = numbers.reduce(0, +) / 40_000
        let deviation = (numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 40_000).squareRoot()
        #expect(abs(mean / times.mean - 1) < 0.01)
        #expect(abs(deviation / mean / times.variation - 1) < 0.02)
    }
}
