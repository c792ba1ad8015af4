// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// How sure a look-up was; what was asked is nowhere.
package enum LookupVerdict: String, CaseIterable, Sendable {
    case exact, likely, ambiguous, none
}

/// What each desk did in the last hour, counted by spans of five minutes.
///
/// Nothing grows with the number of look-ups: what is more than an hour old is forgotten, and the journal has it.
package struct DeskActivity: Equatable, Sendable {
    /// What a desk did.
    package struct Tally: Equatable, Sendable {
        package var lookups = 0
        /// People whose badge names stood in the answers, each as often as they did.
        package var shown = 0
        /// How often all that is known of somebody was shown, for comparing.
        package var opened = 0
        package var checkIns = 0

        package init() {}

        fileprivate static func + (left: Self, right: Self) -> Self {
            var sum = left
            sum.lookups += right.lookups
            sum.shown += right.shown
            sum.opened += right.opened
            sum.checkIns += right.checkIns
            return sum
        }
    }

    private struct Span: Equatable, Sendable {
        let number: Int64
        var tally = Tally()
    }

    private static let spanMilliseconds: Int64 = 5 * 60 * 1000
    /// An hour has twelve, and touches one more.
    private static let spansKept = 13

    private var desks: [StationID: [Span]] = [:]

    package init() {}

    mutating func note(at date: Date, by station: StationID?, _ change: (inout Tally) -> Void) {
        guard let station else { return }
        let number = Self.span(of: date)
        var spans = desks[station] ?? []
        let index: Int
        if let known = spans.lastIndex(where: { $0.number == number }) {
            index = known
        } else {
            // In the order of recording, so that a clock that was wrong for a while is forgotten in its turn.
            if spans.count == Self.spansKept { spans.removeFirst() }
            spans.append(Span(number: number))
            index = spans.count - 1
        }
        change(&spans[index].tally)
        desks[station] = spans
    }

    /// What each desk did in the hour before `now`; those that did nothing are left out.
    package func lastHour(at now: Date) -> [StationID: Tally] {
        let last = Self.span(of: now)
        let hour = (last - Int64(Self.spansKept) + 1)...last
        return desks.compactMapValues { spans in
            let recent = spans.filter { hour.contains($0.number) }
            return recent.isEmpty ? nil : recent.reduce(Tally()) { $0 + $1.tally }
        }
    }

    private static func span(of date: Date) -> Int64 {
        // Times are whole milliseconds, and nothing happened before 1970.
        date.milliseconds / spanMilliseconds
    }
}
