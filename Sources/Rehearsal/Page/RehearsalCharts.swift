// SPDX-License-Identifier: Apache-2.0

/// The charts of a rehearsal's page.
struct RehearsalCharts {
    private let report: RehearsalReport
    private let minutes: Double

    init(_ report: RehearsalReport) {
        self.report = report
        minutes = report.curve.minutes
    }

    /// Dark enough for text on white, and told apart by those who see no red or green.
    private static let colors = ["#0b5394", "#b45309", "#00695c", "#7b1fa2", "#9a1750", "#37474f"]
    private static let grey = "#555"
    private static let dark = "#1b1b1b"

    private static func color(_ number: Int) -> String { colors[number % colors.count] }

    var line: String {
        let forecasts = report.forecasts
        let highest = forecasts.flatMap(\.high).max() ?? 1
        var chart = Chart(
            title: PageWords.lineTitle, description: forecasts.map(Self.lineInWords).joined(separator: " "),
            xTitle: PageWords.minutesAxis, yTitle: PageWords.lineAxis, x: Chart.acrossTo(minutes, isTime: true),
            y: Chart.upTo(max(highest, 2)))
        for (number, forecast) in forecasts.enumerated() {
            let points = { (values: [Double]) in zip(forecast.moments.map { $0 / 60 }, values).map { ($0, $1) } }
            chart.band(points(forecast.low), points(forecast.high), color: Self.color(number))
        }
        for (number, forecast) in forecasts.enumerated() {
            let points = { (values: [Double]) in zip(forecast.moments.map { $0 / 60 }, values).map { ($0, $1) } }
            chart.line(points(forecast.line), color: Self.color(number))
            if let formula = forecast.formula {
                chart.line(points(formula), color: Self.dark, stroke: .dashed, width: 1.2)
            }
            chart.label(PageWords.desksText(forecast.desks), at: forecast.line.last ?? 0, color: Self.color(number))
        }
        return chart.svg
    }

    private static func lineInWords(_ forecast: LineForecast) -> String {
        "\(PageWords.desksText(forecast.desks)): \(Markup.number(forecast.averageLine)) people on average, "
            + "\(Markup.number(forecast.lineAtEnd)) at the end."
    }

    var waits: String {
        let longest = report.forecasts.compactMap { $0.waits.part(99) }.max() ?? 60
        var chart = Chart(
            title: PageWords.waitTitle,
            description: report.forecasts.map {
                "\(PageWords.desksText($0.desks)): \(PageWords.minutes($0.averageWait)) on average."
            }.joined(separator: " "),
            xTitle: PageWords.waitAxis, yTitle: PageWords.waitShareAxis, x: Chart.acrossTo(max(longest / 60, 1)),
            y: Chart.upTo(100))
        for (number, forecast) in report.forecasts.enumerated() {
            var points = forecast.waits.enumerated().map { (min($1 / 60, chart.x.top), Double($0)) }
            if let last = points.last, last.0 < chart.x.top { points.append((chart.x.top, last.1)) }
            chart.line(points, color: Self.color(number))
            let half = points.first { $0.0 >= chart.x.top }?.1 ?? 100
            chart.label(PageWords.desksText(forecast.desks), at: min(half, 100), color: Self.color(number))
        }
        return chart.svg
    }

    var throughput: String {
        var chart = Chart(
            title: PageWords.throughputTitle,
            description: report.forecasts.map {
                "\(PageWords.desksText($0.desks)): \(Markup.number($0.done.last ?? 0, 0)) done of \(report.expected)."
            }.joined(separator: " "),
            xTitle: PageWords.minutesAxis, yTitle: PageWords.throughputAxis, x: Chart.acrossTo(minutes, isTime: true),
            y: Chart.upTo(Double(report.expected)))
        let came = zip(report.forecasts.first?.moments ?? [], cameByMoment).map { ($0 / 60, $1) }
        chart.line(came, color: Self.grey, stroke: .dotted)
        chart.label(PageWords.came, at: came.last?.1 ?? 0, color: Self.grey)
        for (number, forecast) in report.forecasts.enumerated() {
            chart.line(zip(forecast.moments.map { $0 / 60 }, forecast.done).map { ($0, $1) }, color: Self.color(number))
            chart.label(PageWords.desksText(forecast.desks), at: forecast.done.last ?? 0, color: Self.color(number))
        }
        return chart.svg
    }

    /// The mean of who came, from a long time of made-up arrivals.
    private var cameByMoment: [Double] {
        var chance = Chance(seed: report.seed)
        let moments = report.curve.moments(20_000, &chance)
        var index = 0
        return (report.forecasts.first?.moments ?? []).map { moment in
            while index < moments.count, moments[index] <= moment { index += 1 }
            return Double(index) / 20_000 * Double(report.expected)
        }
    }

    var printing: String {
        let seconds = report.times.handlings.compactMap(\.printing)
        return histogram(
            seconds, title: PageWords.printerTitle, xTitle: PageWords.printerAxis, yTitle: PageWords.badgesAxis,
            color: Self.color(0), marks: [])
    }

    var doors: String {
        let sorted = report.scans.map { $0 * 1000 }.sorted()
        let marks = [50, 99].compactMap { part in
            sorted.part(part).map { (at: $0, text: PageWords.percentile(part, $0)) }
        }
        return histogram(
            sorted, title: PageWords.doorTitle, xTitle: PageWords.doorAxis, yTitle: PageWords.scansAxis,
            color: Self.color(2), marks: marks)
    }

    private func histogram(
        _ values: [Double], title: String, xTitle: String, yTitle: String, color: String,
        marks: [(at: Double, text: String)]
    ) -> String {
        let x = Chart.acrossTo(values.max() ?? 1)
        let bins = 40
        var counts = Array(repeating: 0, count: bins)
        for value in values { counts[min(bins - 1, Int(value / x.top * Double(bins)))] += 1 }
        let sorted = values.sorted()
        let words = [50, 90, 100].compactMap { part in
            sorted.part(part).map { "\(part) % at most \(Markup.number($0))." }
        }
        var chart = Chart(
            title: title, description: "\(values.count). \(words.joined(separator: " "))", xTitle: xTitle,
            yTitle: yTitle,
            x: x, y: Chart.upTo(Double(max(counts.max() ?? 1, 1))))
        for (bin, count) in counts.enumerated() where count > 0 {
            let width = x.top / Double(bins)
            chart.bar(Double(bin) * width, Double(bin + 1) * width, Double(count), color: color)
        }
        for (row, mark) in marks.enumerated() { chart.mark(at: mark.at, text: mark.text, row: row, color: Self.grey) }
        return chart.svg
    }
}
