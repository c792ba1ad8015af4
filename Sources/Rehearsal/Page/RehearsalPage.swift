// SPDX-License-Identifier: Apache-2.0

/// A rehearsal's report as one file of HTML: charts, tables, no scripts, nothing from elsewhere.
package struct RehearsalPage: Sendable {
    private let report: RehearsalReport

    package init(_ report: RehearsalReport) {
        self.report = report
    }

    /// Well-formed XML as well as HTML.
    package var html: String {
        """
        <!DOCTYPE html>
        <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
        <head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>\(Markup.escaped(PageWords.title(report.event)))</title>
        <style>\(Self.style)</style></head>
        <body><main>
        <h1>\(Markup.escaped(PageWords.title(report.event)))</h1>
        <p>\(Markup.escaped(PageWords.lead(report)))</p>
        \(sections.joined(separator: "\n"))
        </main></body></html>

        """
    }

    private var sections: [String] {
        let charts = RehearsalCharts(report)
        return [
            section(
                PageWords.answer,
                paragraph(PageWords.reading(report.forecasts)) + forecastTable
                    + paragraph(PageWords.aboutFormula(report.curve.isEven))),
            section(PageWords.findingsTitle, findings),
            section(
                PageWords.lineTitle,
                sheet(charts.line, PageWords.lineTitle) + paragraph(PageWords.lineNote(report.curve.isEven))),
            section(PageWords.waitTitle, sheet(charts.waits, PageWords.waitTitle)),
            section(PageWords.throughputTitle, sheet(charts.throughput, PageWords.throughputTitle)),
            section(
                PageWords.printerTitle, sheet(charts.printing, PageWords.printerTitle) + printerTable + printerNotes),
            section(PageWords.doorTitle, sheet(charts.doors, PageWords.doorTitle)),
            section(PageWords.peopleTitle, peopleTable),
            section(PageWords.measuredTitle, measuredTable),
        ]
    }

    private func section(_ title: String, _ content: String) -> String {
        "<section><h2>\(Markup.escaped(title))</h2>\(content)</section>"
    }

    private func paragraph(_ text: String) -> String { "<p>\(Markup.escaped(text))</p>" }

    /// Something that is moved by keys, too, where it is wider than the screen.
    private func sheet(_ content: String, _ title: String) -> String {
        "<div class=\"sheet\" role=\"region\" tabindex=\"0\" aria-label=\"\(Markup.escaped(title))\">\(content)</div>"
    }

    private func table(_ name: String, _ title: String, _ head: [String], _ rows: [[String]]) -> String {
        let heads = head.map { "<th scope=\"col\">\(Markup.escaped($0))</th>" }.joined()
        let lines = rows.map { row in
            let cells = row.dropFirst().map { "<td>\(Markup.escaped($0))</td>" }.joined()
            return "<tr><th scope=\"row\">\(Markup.escaped(row.first ?? ""))</th>\(cells)</tr>"
        }
        return sheet(
            "<table id=\"\(name)\"><thead><tr>\(heads)</tr></thead><tbody>\(lines.joined())</tbody></table>",
            PageWords.table(title))
    }

    private var forecastTable: String {
        let head = [
            PageWords.desks, PageWords.load, PageWords.averageLine, PageWords.formulaLine, PageWords.difference,
            PageWords.lineAtEnd, PageWords.longest, PageWords.averageWait, PageWords.waitOfMost, PageWords.waitLong,
            PageWords.lastServed, PageWords.deskUse,
        ]
        return table("lines", PageWords.answer, head, report.forecasts.map(row))
    }

    private func row(_ forecast: LineForecast) -> [String] {
        let formula = forecast.formulaLine
        let load = Double(report.expected) / (report.curve.minutes * 60) * report.times.mean / Double(forecast.desks)
        return [
            "\(forecast.desks)", PageWords.percent(load), Markup.number(forecast.averageLine, 2),
            formula.map { Markup.number($0, 2) } ?? PageWords.noFormula,
            formula.map { Self.difference(forecast.averageLine, $0) } ?? PageWords.noFormula,
            Markup.number(forecast.lineAtEnd), Markup.number(forecast.longestLine),
            PageWords.minutes(forecast.averageWait), PageWords.minutes(forecast.waits.part(90) ?? 0),
            PageWords.percent(forecast.shareWaiting(longerThan: 600)), PageWords.minutes(forecast.lastServed),
            PageWords.percent(forecast.deskUse),
        ]
    }

    /// How far the first is from the second, of the second.
    private static func difference(_ one: Double, _ other: Double) -> String {
        guard other > 0 else { return PageWords.noFormula }
        let percent = (one / other - 1) * 100
        return "\(percent < 0 ? "−" : "+")\(Markup.number(abs(percent))) %"
    }

    private var findings: String {
        let items = report.findings.sorted { $0.kind < $1.kind }.map { finding in
            "<li class=\"k\(finding.kind.rawValue)\"><strong>\(PageWords.kinds[finding.kind] ?? ""):</strong> "
                + "\(Markup.escaped(finding.text))</li>"
        }
        return "<ul id=\"findings\">\(items.joined())</ul>"
    }

    private var printerTable: String {
        let head =
            [PageWords.printer, PageWords.printed, PageWords.heldUp, PageWords.longestHold, PageWords.roll]
            + report.forecasts.map { PageWords.inUse($0.desks) }
        let rows = report.printers.enumerated().map { number, printer in
            [
                printer.name, "\(printer.printed)", "\(printer.heldUp)", PageWords.minutes(printer.longestHold),
                printer.roll.map(String.init) ?? PageWords.noFormula,
            ]
                + report.forecasts.map { forecast in
                    number < forecast.printerUse.count
                        ? PageWords.percent(forecast.printerUse[number]) : PageWords.percent(0)
                }
        }
        return table("printers", PageWords.printerTitle, head, rows)
    }

    private var printerNotes: String {
        paragraph(report.assumedPrinting.map(PageWords.assumed) ?? PageWords.realPrinters)
            + paragraph(PageWords.labels(report.labels))
    }

    private var peopleTable: String {
        table(
            "people", PageWords.peopleTitle, [PageWords.what, PageWords.howMany],
            report.people.map { [$0.name, "\($0.count)"] })
    }

    private var measuredTable: String {
        table(
            "measured", PageWords.measuredTitle,
            [PageWords.what, PageWords.howMany, PageWords.median, PageWords.ninety, PageWords.most],
            report.measured.map { measurement in
                [measurement.name, "\(measurement.seconds.count)"]
                    + [50, 90, 100].map { PageWords.milliseconds(measurement.seconds.part($0) ?? 0) }
            })
    }

    private static let style = """
        :root{color-scheme:light}body{margin:0;background:#fff;color:#1b1b1b;font:16px/1.5 "Noto Sans",system-ui,sans-serif}
        main{max-width:60rem;margin:0 auto;padding:1.5rem}h1{font-size:1.7rem;line-height:1.2;margin:0 0 .5rem}
        h2{font-size:1.2rem;margin:0 0 .5rem}section{margin:1.75rem 0;break-inside:avoid}p{margin:.5rem 0;max-width:48rem}
        svg{display:block;width:100%;min-width:36rem;height:auto;font:13px "Noto Sans",system-ui,sans-serif}svg text:not([fill]){fill:#333}
        .grid{stroke:#ddd;fill:none}.sheet{overflow-x:auto}
        table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
        th,td{padding:.3rem .6rem;border-bottom:1px solid #ccc;text-align:right;vertical-align:bottom}
        th:first-child{text-align:left}thead th{border-bottom:2px solid #555;line-height:1.25}tbody th{font-weight:400}td{white-space:nowrap}
        #findings{list-style:none;margin:0;padding:0}#findings li{margin:.3rem 0;padding:.4rem .7rem;border-left:.35rem solid}
        #findings .k0{border-color:#b3261e;background:#fbeae9}#findings .k1{border-color:#8a5a00;background:#fdf3df}
        #findings .k2{border-color:#2e7d32;background:#edf6ee}
        @media print{main{max-width:none;padding:0}body{font-size:11pt}svg{min-width:0}.sheet{overflow:visible}
        table{font-size:8pt}th,td{padding:.15rem .25rem}}@page{margin:15mm}
        """
}
