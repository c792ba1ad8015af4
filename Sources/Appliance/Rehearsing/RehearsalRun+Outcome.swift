// SPDX-License-Identifier: Apache-2.0

import Foundation
import Rehearsal

extension RehearsalRun.Outcome {
    /// Writes the page, which names nobody, for its owner to read.
    package func write(to file: OutputFile) throws {
        try file.write(Array(RehearsalPage(report).html.utf8))
    }

    /// Whether nothing happened that must not.
    package var isWell: Bool { !report.findings.contains { $0.kind == .wrong } }

    /// The answer for a terminal.
    package var lines: [String] {
        let findings = report.findings.filter { $0.kind != .fine }.sorted { $0.kind < $1.kind }
        return ["", "desks  line on average  by the formula  at the end  wait on average  nine of ten wait at most"]
            + report.forecasts.map(Self.line) + [""] + findings.map { "Look: \($0.text)" }
            + (findings.isEmpty ? ["Nothing was found that wants a look."] : [])
    }

    private static func line(_ forecast: LineForecast) -> String {
        let formula = forecast.formulaLine.map { number($0, 14, 2) } ?? "             –"
        return "\(number(Double(forecast.desks), 5, 0))\(number(forecast.averageLine, 17, 2))\("  ")\(formula)"
            + number(forecast.lineAtEnd, 12, 1) + number(forecast.averageWait / 60, 13, 1) + " min"
            + number((forecast.waits.part(90) ?? 0) / 60, 22, 1) + " min"
    }

    private static func number(_ value: Double, _ width: Int, _ digits: Int) -> String {
        let text = String(format: "%.\(digits)f", value)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
