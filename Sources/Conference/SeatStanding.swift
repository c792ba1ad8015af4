// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Whether somebody has a seat, whatever became of the list since.
package enum SeatStanding: Equatable, Sendable {
    /// By the list, or since a release or somebody's word.
    case seat(since: Date?)
    case waiting
    /// Had one, did not come, and lost it then.
    case forfeited(at: Date)
    case declined

    package var hasSeat: Bool {
        if case .seat = self { true } else { false }
    }
}

extension ConferenceState {
    package func standing(of registration: Registration) -> SeatStanding {
        if let since = seats.released[registration.id] { return .seat(since: since) }
        if let date = seats.forfeited[registration.id] { return .forfeited(at: date) }
        return switch registration.details.status {
        case .accepted: .seat(since: nil)
        case .waitlisted: .waiting
        case .declined: .declined
        }
    }

    /// Whether the person agrees to be seen on a livestream, as they said at the desk or else on the list.
    package func consentsToLivestream(_ registration: Registration) -> Bool? {
        livestreamAnswers[registration.id] ?? registration.details.livestreamConsent
    }

    /// Whether the event counts its seats: its file says so, or somebody's was released.
    package func countsSeats(by rules: AdmissionRules?) -> Bool { rules != nil || seats.lastRelease != nil }

    /// What a desk says of somebody's seat; the whole plan is looked at for those alone who have none.
    package func seatView(
        of registration: Registration, in roster: SeatRoster, by rules: AdmissionRules?, at moment: Date
    ) -> SeatView {
        let standing = standing(of: registration)
        switch standing {
        case .seat, .declined: return SeatView(standing: standing)
        case .waiting, .forfeited: break
        }
        let plan = SeatPlan(self, roster, rules)
        let next = rules?.nextRelease(after: moment)
        return SeatView(
            standing: standing, position: plan.ahead(of: registration.id) + 1,
            isInLine: plan.waiting.contains(registration.id), admits: plan.admits(registration.id),
            free: next.map { plan.release(at: $0).free } ?? plan.free, freeAt: next)
    }
}

/// What a desk says of somebody's seat.
package struct SeatView: Equatable, Sendable {
    package let standing: SeatStanding
    /// Where in the line somebody without a seat stands, or would.
    package var position: Int?
    package var isInLine = false
    /// Whether somebody without a seat may be checked in now all the same.
    package var admits = false
    /// How many seats are free, at `freeAt` as things stand, or now.
    package var free: Int?
    /// The next time at which seats are released.
    package var freeAt: Date?

    package init(
        standing: SeatStanding, position: Int? = nil, isInLine: Bool = false, admits: Bool = false, free: Int? = nil,
        freeAt: Date? = nil
    ) {
        self.standing = standing
        self.position = position
        self.isInLine = isInLine
        self.admits = admits
        self.free = free
        self.freeAt = freeAt
    }
}
