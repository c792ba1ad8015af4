// SPDX-License-Identifier: Apache-2.0

/// All that a rehearsal came to; it names nobody.
package struct RehearsalReport: Sendable {
    package var event: String
    /// When it was rehearsed, as people write it.
    package var day: String
    package var seed: UInt64
    package var curve: ArrivalCurve
    /// How many were asked for, which is also what the forecasts expect.
    package var expected: Int
    package var pace: Pace
    /// What a virtual printer's badges are taken to need beyond what was measured; `nil` for real ones.
    package var assumedPrinting: Double?
    package var times: ServiceTimes
    package var people: [Figure]
    /// Seconds of the daemon and the printers.
    package var measured: [Measurement]
    package var forecasts: [LineForecast]
    package var printers: [PrinterUse]
    package var labels: LabelNeed
    /// Each scan at a door, in seconds.
    package var scans: [Double]
    package var findings: [Finding]

    package init(
        event: String, day: String, seed: UInt64, curve: ArrivalCurve, expected: Int, pace: Pace,
        assumedPrinting: Double?, times: ServiceTimes, people: [Figure], measured: [Measurement],
        forecasts: [LineForecast], printers: [PrinterUse], labels: LabelNeed, scans: [Double], findings: [Finding]
    ) {
        self.event = event
        self.day = day
        self.seed = seed
        self.curve = curve
        self.expected = expected
        self.pace = pace
        self.assumedPrinting = assumedPrinting
        self.times = times
        self.people = people
        self.measured = measured
        self.forecasts = forecasts
        self.printers = printers
        self.labels = labels
        self.scans = scans
        self.findings = findings
    }

    /// A count with what it counts.
    package struct Figure: Equatable, Sendable {
        package let name: String
        package let count: Int

        package init(_ name: String, _ count: Int) {
            self.name = name
            self.count = count
        }
    }

    /// How long something took, each time.
    package struct Measurement: Equatable, Sendable {
        package let name: String
        /// In order of size.
        package let seconds: [Double]

        package init(_ name: String, _ seconds: [Double]) {
            self.name = name
            self.seconds = seconds.sorted()
        }
    }

    /// What one printer did.
    package struct PrinterUse: Equatable, Sendable {
        package let name: String
        package let printed: Int
        /// Badges that were held up, and for how long the longest was.
        package let heldUp: Int
        package let longestHold: Double
        /// A full roll, where the event file says how many labels it has.
        package let roll: Int?

        package init(name: String, printed: Int, heldUp: Int, longestHold: Double, roll: Int?) {
            self.name = name
            self.printed = printed
            self.heldUp = heldUp
            self.longestHold = longestHold
            self.roll = roll
        }
    }

    /// How many labels the rehearsal took, and how many the event will.
    package struct LabelNeed: Equatable, Sendable {
        package let rehearsed: Int
        package let seats: Int
        /// With walk-ins, badges that are printed again, and a tenth to spare.
        package let event: Int

        package init(rehearsed: Int, seats: Int, rules: CastRules) {
            self.rehearsed = rehearsed
            self.seats = seats
            let people = Double(seats) * (1 + rules.walkIns)
            event = Int((people * (1 + rules.lostBadges) * 1.1).rounded(.up))
        }
    }

    /// Something that the operator should know.
    package struct Finding: Equatable, Sendable {
        package enum Kind: Int, Comparable, Sendable {
            /// It must not happen.
            case wrong
            /// Look at it before the day.
            case look
            case fine

            package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
        }

        package let kind: Kind
        package let text: String

        package init(_ kind: Kind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }
}
