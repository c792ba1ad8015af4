// SPDX-License-Identifier: Apache-2.0

/// What was counted of a printer's labels since somebody last knew how many there are.
package struct LabelCount: Equatable, Sendable {
    /// How many there were then.
    package private(set) var loaded: Int
    /// How many badges came out since.
    package private(set) var printed = 0
    /// How many there were when labels were last put in.
    package private(set) var roll: Int?

    package init(loaded: Int) {
        self.loaded = loaded
        roll = loaded > 0 ? loaded : nil
    }

    package var left: Int { max(0, loaded - printed) }

    /// Whether the printer was known to be empty, which counting alone never tells.
    package var isEmptied: Bool { loaded == 0 }

    /// The count after labels were put in, or the last one came out.
    mutating func load(_ count: Int) {
        loaded = count
        printed = 0
        if count > 0 { roll = count }
    }

    mutating func printOne() { printed += 1 }
}
