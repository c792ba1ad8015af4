// SPDX-License-Identifier: Apache-2.0

/// The words of a rehearsal's page, all in one place.
enum PageWords {
    static func title(_ event: String) -> String { "Rehearsal of \(event)" }

    static func lead(_ report: RehearsalReport) -> String {
        let rate = report.curve.isEven ? "at an even rate" : "at a rate that rises and falls"
        return
            "\(report.expected) arrivals in \(count(report.curve.minutes)) minutes, \(rate). A volunteer needs "
            + "\(count(report.pace.seconds)) s for each on average (spread \(count(report.pace.variation * 100)) %), and "
            + "the machines come on top, as measured. Rehearsed \(report.day), seed \(report.seed)."
    }

    static let answer = "How long will the line be?"
    static let desks = "Desks"
    static let load = "Load"
    static let averageLine = "Line, on average"
    static let formulaLine = "By the formula"
    static let difference = "Difference"
    static let lineAtEnd = "At the end"
    static let longest = "Longest"
    static let averageWait = "Wait, on average"
    static let waitOfMost = "Nine of ten wait at most"
    static let waitLong = "Wait over 10 min"
    static let lastServed = "Last one done after"
    static let deskUse = "Desks busy"
    static let noFormula = "–"

    static func reading(_ forecasts: [LineForecast]) -> String {
        guard let enough = forecasts.first(where: { $0.waits.part(90) ?? 0 <= 300 }) else {
            return "With none of these numbers of desks do nine of ten people wait for less than five minutes: "
                + "plan more desks, or let people come over a longer time."
        }
        return
            "With \(enough.desks) \(enough.desks == 1 ? "desk" : "desks") nine of ten people wait for less than five minutes."
    }

    static func aboutFormula(_ isEven: Bool) -> String {
        isEven
            ? "The line is played many times over with the service times that were measured. The formula knows only the "
                + "rate, the mean and the spread of those times: Kolmogorov’s equations for exponential service, which in "
                + "the long run give Erlang’s C, corrected for the spread (docs/rehearsal.md)."
            : "The line is played many times over with the service times that were measured. There is no formula for a rate "
                + "that changes."
    }

    static let lineTitle = "People in line"
    static let lineAxis = "People who wait"
    static let minutesAxis = "Minutes from the opening"
    static func lineNote(_ hasFormula: Bool) -> String {
        "The band holds eight of ten times\(hasFormula ? "; dashes are the formula’s." : ".")"
    }

    static let waitTitle = "How long people wait"
    static let waitAxis = "Minutes of waiting"
    static let waitShareAxis = "% who wait no longer"

    static let throughputTitle = "Who came and who is done"
    static let throughputAxis = "People"
    static let came = "came"

    static let printerTitle = "Printers"
    static let printerAxis = "Seconds from the desk’s order to the badge"
    static let badgesAxis = "Badges"
    static let printerUse = "Printing, with"
    static let printer = "Printer"
    static let printed = "Badges"
    static let heldUp = "Held up"
    static let longestHold = "Longest hold-up"
    static let roll = "Full roll"
    static func inUse(_ desks: Int) -> String { "In use, \(desksText(desks))" }

    static func labels(_ need: RehearsalReport.LabelNeed) -> String {
        "The rehearsal took \(need.rehearsed) labels. The event has \(need.seats) people with a seat: have "
            + "\(need.event) labels there, which counts walk-ins, badges that are printed again and a tenth to spare."
    }

    static func assumed(_ seconds: Double) -> String {
        "Virtual printers printed. \(Markup.number(seconds)) s are added for each badge, for the paper to come out."
    }

    static let realPrinters = "The event’s own printers printed."

    static let doorTitle = "Doors"
    static let doorAxis = "Milliseconds until the door has its answer"
    static let scansAxis = "Scans"
    static func percentile(_ part: Int, _ milliseconds: Double) -> String {
        "\(part) %: \(Markup.number(milliseconds)) ms"
    }

    static let findingsTitle = "What was found"
    static let kinds: [RehearsalReport.Finding.Kind: String] = [
        .wrong: "Wrong", .look: "Look at this", .fine: "Well",
    ]
    static let peopleTitle = "Who came"
    static let measuredTitle = "What the machines took"
    static let what = "What"
    static let howMany = "How many"
    static let median = "Median"
    static let ninety = "90 %"
    static let most = "Longest"

    static func table(_ title: String) -> String { "\(title), in figures" }
    static func desksText(_ number: Int) -> String { number == 1 ? "1 desk" : "\(number) desks" }
    static func minutes(_ seconds: Double) -> String {
        seconds < 90 ? "\(Markup.number(seconds, 0)) s" : "\(Markup.number(seconds / 60)) min"
    }
    static func milliseconds(_ seconds: Double) -> String { "\(Markup.number(seconds * 1000, 0)) ms" }
    static func percent(_ share: Double) -> String { "\(Markup.number(share * 100, 0)) %" }

    private static func count(_ value: Double) -> String { Scale.label(value) }
}
