// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// How many seats there are, and when those of people who have not come go to the waiting list.
package struct AdmissionRules: Equatable, Sendable {
    /// How many people fit; `nil` for as many as the list accepts.
    package var seats: Int?
    /// The fixed times, in order; an organizer may release seats at any other.
    package var releases: [Date]
    /// For so long a seat that was given waits for its owner: a release before that leaves it alone.
    package var holdMinutes: Int

    package static let usualHoldMinutes = 60

    package init(seats: Int? = nil, releases: [Date] = [], holdMinutes: Int = usualHoldMinutes) {
        self.seats = seats
        self.releases = releases
        self.holdMinutes = holdMinutes
    }

    /// The first fixed time after `moment`.
    package func nextRelease(after moment: Date) -> Date? { releases.first { $0 > moment } }
}

/// Who has a seat by the list, and who waits for one in which order.
package struct SeatRoster: Equatable, Sendable {
    /// Those whom the list accepts, in its order.
    package let accepted: [RegistrationID]
    /// The waiting list: by position, those of one position or of none by the list's order.
    package let waitlist: [RegistrationID]

    /// `registrations` come in the list's order.
    package init(_ registrations: [Registration]) {
        accepted = registrations.filter { $0.details.status == .accepted }.map(\.id)
        let waiting = registrations.compactMap { registration -> (id: RegistrationID, position: Int)? in
            guard case .waitlisted(let position) = registration.details.status else { return nil }
            return (registration.id, position ?? .max)
        }
        waitlist = waiting.enumerated()
            .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }
            .map(\.element.id)
    }
}
