// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// One badge held up at one door.
package struct Scan: Sendable {
    package enum Direction: String, CaseIterable, Sendable {
        /// The door decides: who is inside leaves, everybody else enters.
        case auto
        case `in`, out
    }

    /// Made by the door: the same scan delivered again is counted once.
    package let id: FactID
    /// What the scanner read, as it came.
    package let badge: String
    package let place: PlaceID
    package let direction: Direction
    /// When it was scanned, by the door's clock; `nil` for now.
    package let at: Date?

    package init(id: FactID, badge: String, place: PlaceID, direction: Direction, at: Date?) {
        self.id = id
        self.badge = badge
        self.place = place
        self.direction = direction
        self.at = at
    }
}

/// What a scan came to.
package enum ScanOutcome: Equatable, Sendable {
    case entered
    case left
    /// Counted already; says what that scan came to.
    case duplicate(of: Movement.Direction)
    /// Not counted; `since` tells when a revoked badge was revoked.
    case refused(RefusalReason, since: Date?)
}

/// The answer to a scan.
package struct ScanResult: Equatable, Sendable {
    package let id: FactID
    package let outcome: ScanOutcome
    package let place: Place
    /// People inside the place after the scan.
    package let inside: Int
    /// Whom to greet; `nil` when the badge told nobody.
    package let badgeName: String?
    /// Where there is space when there is none here.
    package let elsewhere: Elsewhere?

    package init(
        id: FactID, outcome: ScanOutcome, place: Place, inside: Int, badgeName: String?, elsewhere: Elsewhere?
    ) {
        self.id = id
        self.outcome = outcome
        self.place = place
        self.inside = inside
        self.badgeName = badgeName
        self.elsewhere = elsewhere
    }
}

/// A place with space for those who find another one full.
package struct Elsewhere: Equatable, Sendable {
    package let place: Place
    /// How many people more fit.
    package let free: Int
}

extension ScanResult: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "scan \(id): \(outcome)" }
    package var debugDescription: String { description }
}
