// SPDX-License-Identifier: Apache-2.0

/// What a desk asks for when it wants a badge on paper.
package struct PrintOrder: Equatable, Sendable {
    /// Where the badge may come out.
    package let route: PrinterRoute
    package let activation: BadgeActivation

    package init(_ route: PrinterRoute, activation: BadgeActivation = .scanned) {
        self.route = route
        self.activation = activation
    }
}

/// What makes a fresh badge an activated one.
package enum BadgeActivation: String, CaseIterable, Sendable {
    /// A volunteer scans it: that proves paper, readability and the right person.
    case scanned
    /// The printer says that it is done, where a station has no scanner.
    case printed
}
