// SPDX-License-Identifier: Apache-2.0

import Rehearsal

/// Says in sentences what a rehearsal found.
struct RehearsalFindings {
    let notes: RehearsalLog.Notes
    let uses: [RehearsalReport.PrinterUse]
    let labels: RehearsalReport.LabelNeed
    let papers: Int?
    let held: Int
    let forecasts: [LineForecast]
    /// How long printers had badges.
    let printing: [Double]

    private typealias Finding = RehearsalReport.Finding

    /// Of everything that is counted, how often it came.
    static func figures(_ notes: RehearsalLog.Notes) -> [RehearsalReport.Figure] {
        RehearsalLog.Count.allCases.map { .init($0.rawValue, notes.counts[$0] ?? 0) }
    }

    var all: [RehearsalReport.Finding] { notes.texts + people + printers + rolls + lines }

    private func count(_ what: RehearsalLog.Count) -> Int { notes.counts[what] ?? 0 }

    private var people: [Finding] {
        var findings: [Finding] = []
        let wrong = count(.wrongPerson)
        findings.append(
            wrong == 0
                ? Finding(.fine, "Nobody was taken for somebody else: \(notes.lookups.count) look-ups.")
                : Finding(.wrong, "\(wrong) look-ups were sure of the wrong person."))
        if count(.notFound) > 0 {
            findings.append(
                Finding(
                    .look, "\(count(.notFound)) people on the list were found by neither document, name nor ticket."))
        }
        if count(.ambiguous) > 0 {
            findings.append(
                Finding(
                    .look, "For \(count(.ambiguous)) people the desk had to choose among several, such as namesakes."))
        }
        if count(.admitted) > 0, count(.unreadable) == 0 {
            findings.append(
                Finding(
                    .fine, "The codes of all \(count(.admitted) + count(.lost)) badges were read from their pictures."))
        }
        if held > 0 {
            findings.append(
                Finding(
                    .look,
                    "The daemon’s limits held stations back \(held) times, since the rehearsal is faster than people are."
                ))
        }
        return findings
    }

    private var printers: [Finding] {
        var findings = uses.filter { $0.heldUp > 0 }.map { use in
            Finding(
                .look,
                "\(use.name) held up \(Self.badges(use.heldUp)), one for \(Int(use.longestHold.rounded(.up))) s: "
                    + "\(reasons(of: use)).")
        }
        if findings.isEmpty { findings.append(Finding(.fine, "No printer jammed, ran out or fell silent.")) }
        guard let papers else { return findings }
        let printed = labels.rehearsed
        findings.append(
            papers == printed
                ? Finding(.fine, "Every badge that was called printed lies in a tray, once: \(papers) papers.")
                : Finding(.wrong, "\(printed) badges were called printed, and \(papers) papers lie in the trays."))
        return findings
    }

    private static func badges(_ count: Int) -> String { count == 1 ? "1 badge" : "\(count) badges" }

    private func reasons(of use: RehearsalReport.PrinterUse) -> String {
        let reasons = notes.prints.values.first { $0.printed == use.printed && $0.heldUp == use.heldUp }?.reasons ?? []
        return reasons.isEmpty ? "it gave no reason" : reasons.sorted().joined(separator: ", ")
    }

    private var rolls: [Finding] {
        let loaded = uses.compactMap(\.roll)
        guard loaded.count == uses.count else {
            return [
                Finding(
                    .look,
                    "Have \(labels.event) labels there. Say in event.toml how many a roll has, and the desk is warned in time."
                )
            ]
        }
        let all = loaded.reduce(0, +)
        return all >= labels.event
            ? [Finding(.fine, "\(all) labels are in when all rolls are full, and \(labels.event) are enough.")]
            : [
                Finding(
                    .look,
                    "\(all) labels are in when all rolls are full, and the event wants \(labels.event): have another roll at hand."
                )
            ]
    }

    private var lines: [Finding] {
        forecasts.compactMap { forecast in
            let busiest = forecast.printerUse.max() ?? 0
            guard busiest > 0.8, forecast.waitForPrinter > 5 else { return nil }
            return Finding(
                .look,
                "With \(forecast.desks) desks a printer prints \(Int(busiest * 100)) % of the time, and badges wait "
                    + "\(Int(forecast.waitForPrinter.rounded())) s for it: give some desks a printer of their own.")
        }
    }
}
