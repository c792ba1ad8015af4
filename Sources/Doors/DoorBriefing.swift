// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// What a door has to know to judge badges by itself while it is cut off.
///
/// It lists the badges that do not count, not those that do: whoever gets a fresh badge while the door is cut off has
/// one that the signature vouches for and that is on no list, and gets in. A badge of the pool is on none either: it may
/// have been given to somebody meanwhile, and the daemon refuses it later if it was not.
package struct DoorBriefing: Equatable, Sendable {
    package struct RevokedBadge: Equatable, Sendable {
        package let serial: BadgeSerial
        package let since: Date
    }

    package let event: Slug<Event>
    package let eventTag: EventTag
    /// 32 bytes, with which badges are checked.
    package let publicKey: [UInt8]
    package let revoked: [RevokedBadge]
    /// Badges of people who have not been checked in.
    package let notCheckedIn: [BadgeSerial]
    /// Badges of the people inside the door's place, who leave by their next scan; where a meal is given out, of those
    /// who had it today.
    package let inside: [BadgeSerial]
    /// Where a meal is given out, when it may be had once more.
    package let mealAgainAt: Date?
    package let isOpen: Bool
    /// When the place opens and closes by itself.
    package let hours: [OpeningHours]
}

extension Doorkeeper {
    /// What the door of `place` needs to go on without the daemon, as of now.
    package func briefing(forDoorOf place: PlaceID) async -> DoorBriefing {
        let (hours, moment) = (event.place(place)?.hours ?? [], now())
        let mealDay = event.place(place)?.kind == .meal ? calendar.day(of: moment) : nil
        return await journal.read { [event, verifier] state in
            DoorBriefing(
                event: event.id, eventTag: verifier.eventTag, publicKey: verifier.publicKey,
                revoked: state.revokedBadges,
                notCheckedIn: state.badges(whoseOwner: { state.checkIns[$0] == nil }),
                inside: state.badges(whoseOwner: { owner in
                    guard let mealDay else { return state.occupancy.place(of: owner) == place }
                    return state.meals.meal(of: owner, at: place, on: mealDay) != nil
                }),
                mealAgainAt: mealDay?.upperBound,
                isOpen: event.place(place).map { state.opening(of: $0, at: moment).isOpen } ?? true, hours: hours)
        }
    }
}

extension ConferenceState {
    fileprivate var revokedBadges: [DoorBriefing.RevokedBadge] {
        badges.values
            .compactMap { badge in badge.revocation.map { .init(serial: badge.serial, since: $0.at) } }
            .sorted { $0.serial.rawValue < $1.serial.rawValue }
    }

    /// The live badges of those whom `isMeant` picks.
    fileprivate func badges(whoseOwner isMeant: (RegistrationID) -> Bool) -> [BadgeSerial] {
        liveBadges.filter { isMeant($0.key) }.map(\.value).inOrder
    }
}

extension Sequence<BadgeSerial> {
    fileprivate var inOrder: [BadgeSerial] { sorted { $0.rawValue < $1.rawValue } }
}
