// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// A session that somebody wants to be.
package struct SessionRequest: Sendable {
    /// Made once for each confirmation: the same request sent again is the same session.
    package let id: FactID
    package let wording: SessionWording
    /// The text of the host's badge; `nil` for a session of the organizers.
    package let hostBadge: String?
    package let time: Time

    /// When and where it is to be.
    package enum Time: Equatable, Sendable {
        /// Some time, somewhere.
        case undecided
        /// Now, for so long, or as long as the room is free or such sessions usually are.
        case now(PlaceID, until: Date?)
        case planned(SessionSlot)
    }

    package init(id: FactID, wording: SessionWording, hostBadge: String?, time: Time) {
        self.id = id
        self.wording = wording
        self.hostBadge = hostBadge
        self.time = time
    }
}

/// What came of a wish about a session.
package enum SessionOutcome: Equatable, Sendable {
    /// It is on record; told with how the session stands then.
    case recorded(Session)
    case refused(SessionRefusal)
}

/// Why a session cannot be as somebody wants it.
package enum SessionRefusal: Error, Equatable, Sendable {
    case unknownSession
    case unknownPlace
    /// The place is none where sessions are.
    case notARoom
    /// The place lets nobody in.
    case closed
    /// The place is not open for all of that time.
    case closedThen
    /// Another session has the room then.
    case taken(by: SessionID, SessionSlot)
    /// It would end before it begins, or last longer than a day.
    case impossibleTime
    /// It would begin in the past.
    case past
    /// The session is over, withdrawn, or part of another one.
    case over
    /// The badge does not count.
    case badge(BadgeRefusal)
    /// The badge is not the host's.
    case notTheHost
    /// A session cannot become part of itself.
    case sameSession
    case requestUsedBefore
}
