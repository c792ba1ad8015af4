// SPDX-License-Identifier: Apache-2.0

package import Conference

/// What the operator says of a printer's labels.
package struct LabelRoll: Equatable, Sendable {
    /// How many a full roll has; `nil` when nobody said.
    package var full: Int?
    /// At how many the desk is warned; `nil` for a tenth of the roll.
    package var warning: Int?

    package init(full: Int? = nil, warning: Int? = nil) {
        self.full = full
        self.warning = warning
    }
}

/// How many labels a printer says that it has.
package struct LabelLevel: Equatable, Sendable {
    package let left: Int
    package let capacity: Int

    package init(left: Int, capacity: Int) {
        self.left = left
        self.capacity = capacity
    }
}

/// How many labels are left in a printer: from what was counted, and from the printer, which knows better.
package struct LabelReckoning: Equatable, Sendable {
    private let roll: LabelRoll
    private let count: LabelCount?
    /// `nil` while the printer does not answer.
    private let status: PrinterStatus?

    package init(roll: LabelRoll, count: LabelCount?, status: PrinterStatus?) {
        self.roll = roll
        self.count = count
        self.status = status
    }

    /// `nil` when nobody knows.
    package var left: Int? {
        if isEmpty { return 0 }
        return status?.labelLevel?.left ?? count?.left
    }

    /// How many a full roll has, as far as is known.
    package var full: Int? { roll.full ?? count?.roll }

    /// Whether somebody should fetch another roll.
    package var isLow: Bool {
        guard let left else { return false }
        let tenth = (status?.labelLevel?.capacity ?? full).map { max(1, $0 / 10) }
        return (roll.warning ?? tenth).map { left <= $0 } ?? false
    }

    /// The count to put on record because the printer, or the event file, knows better; `nil` when nothing does.
    ///
    /// A printer that was empty and no longer is has a full roll. One that only ran out by our count has not: then the
    /// roll was longer than was said.
    package var correction: Int? {
        guard let count else { return roll.full }
        guard status != nil, isEmpty != count.isEmptied else { return nil }
        return isEmpty ? 0 : full
    }

    private var isEmpty: Bool { status?.reasons.contains(.mediaEmpty) ?? false }
}
