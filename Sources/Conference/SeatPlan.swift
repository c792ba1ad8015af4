// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Where all seats are at one moment: the pure part of admission.
///
/// A seat is taken by whoever is checked in, and held by whoever was promised one and has not come; the others are
/// free. Who waits gets them in one order, which was fixed before anybody came.
package struct SeatPlan: Equatable, Sendable {
    package let seats: Int
    /// How many people are checked in.
    package let taken: Int
    /// Those who hold a seat and have not come, in the list's order.
    package let absent: [RegistrationID]
    /// Those who wait for a seat, the next to get one first.
    package let waiting: [RegistrationID]
    /// Those of `absent` whose seat was given to them, and when.
    private let heldSince: [RegistrationID: Date]
    private let holdMinutes: Int
    private let hasReleased: Bool

    package init(_ state: ConferenceState, _ roster: SeatRoster, _ rules: AdmissionRules?) {
        let book = state.seats
        seats = rules?.seats ?? roster.accepted.count { !state.walkIns.contains($0) }
        taken = state.checkIns.count
        let promised = roster.accepted.filter { book.forfeited[$0] == nil && book.released[$0] == nil }
        let given = book.released.keys.sorted { ($0.description) < ($1.description) }
        absent = (promised + given).filter { state.checkIns[$0] == nil }
        let listed = roster.waitlist.filter { book.forfeited[$0] == nil && book.released[$0] == nil }
        waiting = (listed + book.joined).filter { state.checkIns[$0] == nil }
        heldSince = book.released
        holdMinutes = rules?.holdMinutes ?? AdmissionRules.usualHoldMinutes
        hasReleased = book.lastRelease != nil
    }

    /// How many seats nobody has or holds.
    package var free: Int { max(0, seats - taken - absent.count) }

    /// How many people get a seat before this one; everybody who waits for somebody who does not.
    package func ahead(of registration: RegistrationID) -> Int {
        waiting.firstIndex(of: registration) ?? waiting.count
    }

    /// Whether somebody without a seat may have one at the desk now: one is free for each who waits before them.
    ///
    /// Before the first release nobody gets a seat in this way, since all wait for that moment.
    package func admits(_ registration: RegistrationID) -> Bool {
        hasReleased && free > ahead(of: registration)
    }

    /// Whether one who is not on the list may have a seat: one is free that nobody waits for.
    package var admitsWalkIn: Bool { free > waiting.count }

    /// What a release at `moment` does.
    ///
    /// Whoever holds a seat and has not come loses it, unless it was given a short while ago; the first who wait get
    /// what is free then. While nobody would get a seat, nobody loses one.
    package func release(at moment: Date) -> SeatExchange {
        let losing = absent.filter { id in
            heldSince[id].map { moment.timeIntervalSince($0) >= Double(60 * holdMinutes) } ?? true
        }
        let freeThen = max(0, seats - taken - (absent.count - losing.count))
        guard freeThen > 0, !waiting.isEmpty else { return SeatExchange(free: freeThen, forfeited: [], released: []) }
        return SeatExchange(free: freeThen, forfeited: losing, released: Array(waiting.prefix(freeThen)))
    }
}

/// Who loses a seat by a release, and who gets one.
package struct SeatExchange: Equatable, Sendable {
    /// How many seats are there to give.
    package let free: Int
    package let forfeited: [RegistrationID]
    /// In the order in which they waited.
    package let released: [RegistrationID]

    package var count: SeatReleaseCount {
        SeatReleaseCount(forfeited: forfeited.count, released: released.count)
    }
}
