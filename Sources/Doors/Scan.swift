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
    /// The poster session's board that it was held up at; nobody leaves by one.
    package let board: Int?
    /// Who lets the person in if the place is full.
    package let letInBy: PINHolderID?

    package init(
        id: FactID, badge: String, place: PlaceID, direction: Direction, at: Date?, board: Int? = nil,
        letInBy: PINHolderID? = nil
    ) {
        self.id = id
        self.badge = badge
        self.place = place
        self.direction = direction
        self.at = at
        self.board = board
        self.letInBy = letInBy
    }
}

/// What a scan came to.
package enum ScanOutcome: Equatable, Sendable {
    case entered
    case left
    /// Counted at a board of the place.
    case visited
    /// Had the day's meal.
    case served
    /// Counted already; says what that scan came to.
    case duplicate(of: Movement.Direction)
    /// Not counted; `since` tells when a revoked badge was revoked, or when the meal was that the person had.
    case refused(RefusalReason, since: Date?)

    /// Whether the person went through the door, or to the board, by this scan.
    var isPassage: Bool {
        switch self {
        case .entered, .left, .visited, .served: true
        case .duplicate, .refused: false
        }
    }
}

/// The answer to a scan.
package struct ScanResult: Equatable, Sendable {
    package let id: FactID
    package let outcome: ScanOutcome
    package let place: Place
    /// The board that it was held up at.
    package let board: Int?
    /// People inside the place after the scan; where a meal is given out, those who had it that day.
    package let inside: Int
    /// Whom to greet; `nil` when the badge told nobody.
    package let badgeName: String?
    /// Where there is space when there is none here.
    package let elsewhere: Elsewhere?
    /// When a place that is closed opens, by its hours.
    package let opensAt: Date?
    /// Who let the person in although the place was full.
    package let letInBy: PINHolderID?
    /// Where a place is on the web, live: whether the person said that they do not want to be seen; `nil` elsewhere.
    package let declinesLivestream: Bool?

    package init(
        id: FactID, outcome: ScanOutcome, place: Place, board: Int? = nil, inside: Int, badgeName: String?,
        elsewhere: Elsewhere? = nil, opensAt: Date? = nil, letInBy: PINHolderID? = nil, declinesLivestream: Bool? = nil
    ) {
        self.id = id
        self.outcome = outcome
        self.place = place
        self.board = board
        self.inside = inside
        self.badgeName = badgeName
        self.elsewhere = elsewhere
        self.opensAt = opensAt
        self.letInBy = letInBy
        self.declinesLivestream = declinesLivestream
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
