// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// When a place is open by the event file.
package struct OpeningHours: Equatable, Sendable {
    package let opens: Date
    package let closes: Date

    package init(opens: Date, closes: Date) {
        self.opens = opens
        self.closes = closes
    }
}

/// What a place's closing does to those inside.
package enum ClosingRule: String, CaseIterable, Sendable {
    /// They are inside until a door sees them leave, somebody counts, or the day ends.
    case keep
    /// They are out.
    case clear
}

/// That somebody opened or closed a place.
package struct PlaceTurn: Equatable, Sendable {
    package let at: Date
    package let isOpen: Bool
    /// Who did, when it was done in a drawer.
    package let by: PINHolderID?

    package init(at: Date, isOpen: Bool, by: PINHolderID?) {
        self.at = at
        self.isOpen = isOpen
        self.by = by
    }
}

/// Whether a place lets people in, and until when that holds.
package struct PlaceOpening: Equatable, Sendable {
    package let isOpen: Bool
    /// When the event file's hours change it; `nil` when they never will.
    package let until: Date?

    package init(isOpen: Bool, until: Date? = nil) {
        self.isOpen = isOpen
        self.until = until
    }
}

extension Place {
    /// Whether the place is open at `now`: as the latest of its hours' beginnings and ends and of `turn` has it.
    ///
    /// A place without hours is open until somebody closes it.
    package func opening(at now: Date, _ turn: PlaceTurn?) -> PlaceOpening {
        guard !hours.isEmpty else { return PlaceOpening(isOpen: turn?.isOpen ?? true) }
        let changes = hours.flatMap { [(at: $0.opens, isOpen: true), (at: $0.closes, isOpen: false)] }
        let last = changes.last { $0.at <= now }
        var isOpen = last?.isOpen ?? false
        if let turn, last.map({ turn.at >= $0.at }) ?? true { isOpen = turn.isOpen }
        return PlaceOpening(isOpen: isOpen, until: changes.first { $0.at > now && $0.isOpen != isOpen }?.at)
    }

    /// Whether hours begin or end after `start` and up to `end`.
    package func turnsByItself(after start: Date, upTo end: Date) -> Bool {
        hours.contains { hour in [hour.opens, hour.closes].contains { $0 > start && $0 <= end } }
    }
}

extension ConferenceState {
    /// Whether `place` lets people in.
    package func opening(of place: Place, at now: Date) -> PlaceOpening {
        place.opening(at: now, placeLog.turn(of: place.id))
    }
}
