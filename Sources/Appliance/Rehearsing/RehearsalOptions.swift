// SPDX-License-Identifier: Apache-2.0

package import Rehearsal

/// What is to be rehearsed, and how.
package struct RehearsalOptions: Sendable {
    package enum Printers: String, CaseIterable, Sendable {
        /// Programs that behave like the event's printers, and print into a folder.
        case virtual
        /// The event's own: labels are used.
        case real
    }

    package var arrivals = 200
    package var curve = ArrivalCurve(minutes: 60)
    package var desks = [1, 2, 3]
    package var seed: UInt64 = 1
    package var pace = Pace(seconds: 45, variation: 0.5)
    package var rules = CastRules()
    package var printers = Printers.virtual
    /// How long a badge is taken to need at a virtual printer, beyond what is measured.
    package var printSeconds = 3.0
    /// How many people get a namesake on the copy.
    package var namesakes = 4
    /// Whether the folder with the copy stays.
    package var keeps = false

    package init() {}
}
