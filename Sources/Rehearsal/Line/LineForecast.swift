// SPDX-License-Identifier: Apache-2.0

/// What the line is like with so many desks: the outcome of playing the same time many times over.
package struct LineForecast: Equatable, Sendable {
    package let desks: Int
    /// The moments, in seconds from the opening, to which the lines below belong.
    package let moments: [Double]
    package let line: [Double]
    /// Below this the line stays one time in ten, and above the next one time in ten.
    package let low: [Double]
    package let high: [Double]
    /// The mean of the line over the time.
    package let averageLine: Double
    package let lineAtEnd: Double
    /// The mean of each time's longest line.
    package let longestLine: Double
    /// Waiting times of whoever comes within the time, in seconds: the 0th to the 100th percentile.
    package let waits: [Double]
    package let averageWait: Double
    /// The mean of when the last one has been served.
    package let lastServed: Double
    /// Which share of the time until then desks are busy.
    package let deskUse: Double
    /// The mean wait of a badge for others at the same printer.
    package let waitForPrinter: Double
    /// Which share of the time each printer prints.
    package let printerUse: [Double]
    /// How many are done by each of the moments, on average.
    package let done: [Double]
    /// The formula's line at the moments; `nil` for arrivals whose rate changes, of which it says nothing.
    package let formula: [Double]?

    /// The formula's mean line over the time.
    package var formulaLine: Double? { formula.map(QueueingFormula.average) }

    /// The share of people who wait for longer than so many seconds.
    package func shareWaiting(longerThan seconds: Double) -> Double {
        Double(waits.count { $0 > seconds }) / Double(max(1, waits.count))
    }
}

/// Plays a time with many arrivals over and over, each time with other chances.
package struct LineForecaster: Sendable {
    package let curve: ArrivalCurve
    package let arrivals: Int
    package let times: ServiceTimes
    package let repetitions: Int

    package init(curve: ArrivalCurve, arrivals: Int, times: ServiceTimes, repetitions: Int? = nil) {
        self.curve = curve
        self.arrivals = arrivals
        self.times = times
        // The fewer people, the more chance there is in each time.
        self.repetitions = repetitions ?? min(2000, max(400, 80_000 / max(1, arrivals)))
    }

    private static let steps = 60

    /// The forecast for desks with these printers; a desk has one printer.
    package func forecast(printers: [Int], seed: UInt64) -> LineForecast {
        var chance = Chance(seed: seed)
        let seconds = curve.minutes * 60
        let moments = (0...Self.steps).map { seconds * Double($0) / Double(Self.steps) }
        var tally = Tally(moments: moments, printers: (printers.max() ?? 0) + 1)
        let line = DeskLine(printers: printers)
        for _ in 0..<repetitions {
            let visits = curve.process(expecting: Double(arrivals), &chance).map { times.visit(at: $0, &chance) }
            tally.add(line.serve(visits), of: visits, printers)
        }
        let formula = QueueingFormula(
            rate: Double(arrivals) / seconds, service: times.mean, variation: times.variation, desks: printers.count)
        return tally.forecast(
            desks: printers.count, formula: curve.isEven ? formula.lines(over: seconds, steps: Self.steps) : nil)
    }
}

/// What is kept of each time that was played.
private struct Tally {
    let moments: [Double]
    private var lines: [[Int]] = []
    private var done: [Double]
    private var averageLine = Mean()
    private var longestLine = Mean()
    private var lastServed = Mean()
    private var deskUse = Mean()
    private var waitForPrinter = Mean()
    private var printerUse: [Mean]
    private var waits: [Double] = []

    init(moments: [Double], printers: Int) {
        self.moments = moments
        done = moments.map { _ in 0 }
        printerUse = Array(repeating: Mean(), count: printers)
    }

    private var end: Double { moments.last ?? 0 }

    mutating func add(_ served: [ServedVisit], of visits: [DeskVisit], _ printers: [Int]) {
        let arrivals = served.map(\.arrival)
        let begun = served.map(\.begun).sorted()
        let ended = served.map(\.ended).sorted()
        lines.append(moments.map { arrivals.count(upTo: $0) - begun.count(upTo: $0) })
        for (index, moment) in moments.enumerated() { done[index] += Double(ended.count(upTo: moment)) }
        averageLine.add(served.reduce(0) { $0 + min($1.begun, end) - $1.arrival } / end)
        longestLine.add(Double(Self.longest(arrivals, begun)))
        let last = max(end, ended.last ?? 0)
        lastServed.add(last)
        deskUse.add(served.reduce(0) { $0 + $1.ended - $1.begun } / (last * Double(printers.count)))
        var printing = printerUse.map { _ in 0.0 }
        for (visit, served) in zip(visits, served) {
            waits.append(served.waited)
            guard let seconds = visit.printing else { continue }
            waitForPrinter.add(served.waitedForPrinter)
            printing[printers[served.desk]] += seconds
        }
        for index in printing.indices { printerUse[index].add(printing[index] / last) }
    }

    func forecast(desks: Int, formula: [Double]?) -> LineForecast {
        let sorted = waits.sorted()
        let columns = moments.indices.map { column in lines.map { $0[column] }.sorted() }
        let count = Double(max(1, lines.count))
        return LineForecast(
            desks: desks, moments: moments, line: columns.map { Double($0.reduce(0, +)) / count },
            low: columns.map { Double($0.part(10) ?? 0) }, high: columns.map { Double($0.part(90) ?? 0) },
            averageLine: averageLine.value,
            lineAtEnd: Double(columns.last.map { $0.reduce(0, +) } ?? 0) / count, longestLine: longestLine.value,
            waits: (0...100).map { sorted.part($0) ?? 0 },
            averageWait: sorted.reduce(0, +) / Double(max(1, sorted.count)), lastServed: lastServed.value,
            deskUse: deskUse.value, waitForPrinter: waitForPrinter.value, printerUse: printerUse.map(\.value),
            done: done.map { $0 / count }, formula: formula)
    }

    /// Both in order of time.
    private static func longest(_ arrivals: [Double], _ begun: [Double]) -> Int {
        var (longest, taken) = (0, 0)
        for (number, arrival) in arrivals.enumerated() {
            while taken < begun.count, begun[taken] <= arrival { taken += 1 }
            longest = max(longest, number + 1 - taken)
        }
        return longest
    }
}

private struct Mean: Equatable {
    private var sum = 0.0
    private var count = 0.0

    var value: Double { count == 0 ? 0 : sum / count }

    mutating func add(_ number: Double) {
        sum += number
        count += 1
    }
}

extension [Double] {
    /// How many of these, which are in order, are not above `limit`.
    fileprivate func count(upTo limit: Double) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] <= limit { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Array where Element: Comparable {
    /// The element that so many of a hundred of these, which are in order, do not exceed.
    package func part(_ percent: Int) -> Element? {
        guard !isEmpty else { return nil }
        return self[Swift.min(count - 1, Swift.max(0, (count * percent + 99) / 100 - 1))]
    }
}
