// SPDX-License-Identifier: Apache-2.0

/// One person on the registration list.
///
/// Personal data: its descriptions name the identifier alone, so that it can stand in a log line.
package struct Registration: Equatable, Sendable, Identifiable {
    package let id: RegistrationID
    package var details: RegistrationDetails

    /// The full name of somebody whose data were erased.
    package static let erasedName = "erased"

    /// Whether this is what was left of somebody: counted, and nobody to be found or named.
    package var isErased: Bool { details.fullName == Self.erasedName }

    package init(id: RegistrationID, details: RegistrationDetails) {
        self.id = id
        self.details = details
    }
}

extension Registration: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "registration \(id)" }
    package var debugDescription: String { description }
}

/// What a registration list says of one person, as written there: names are never re-cased.
package struct RegistrationDetails: Equatable, Sendable {
    /// The ticket shop's order code, capitals as given; `nil` when the list has none.
    package var orderCode: String?
    /// The position within the order, where one order holds several people.
    package var orderPosition: String?
    package var givenName: String?
    package var familyName: String?
    /// The whole name as the list writes it, never empty.
    package var fullName: String
    /// What the person wants to read on the badge, when that differs from the full name.
    package var preferredName: String?
    package var pronouns: String?
    package var email: String?
    package var affiliation: String?
    package var role: AttendeeRole
    package var status: RegistrationStatus
    package var poster: Poster?
    package var dietaryNeeds: String?
    /// Whether the person agreed to be seen on a livestream; `nil` when not asked.
    package var livestreamConsent: Bool?

    package init(
        fullName: String, givenName: String? = nil, familyName: String? = nil, preferredName: String? = nil,
        orderCode: String? = nil, orderPosition: String? = nil, pronouns: String? = nil, email: String? = nil,
        affiliation: String? = nil, role: AttendeeRole = .attendee, status: RegistrationStatus = .accepted,
        poster: Poster? = nil, dietaryNeeds: String? = nil, livestreamConsent: Bool? = nil
    ) {
        self.orderCode = orderCode
        self.orderPosition = orderPosition
        self.givenName = givenName
        self.familyName = familyName
        self.fullName = fullName
        self.preferredName = preferredName
        self.pronouns = pronouns
        self.email = email
        self.affiliation = affiliation
        self.role = role
        self.status = status
        self.poster = poster
        self.dietaryNeeds = dietaryNeeds
        self.livestreamConsent = livestreamConsent
    }

    /// The name on the badge, in greetings and on every screen but the compare step.
    package var badgeName: String { preferredName ?? fullName }
}

extension RegistrationDetails: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "registration details (redacted)" }
    package var debugDescription: String { description }
}

/// What an attendee does at the event; printed on the badge.
package enum AttendeeRole: String, CaseIterable, Sendable {
    case attendee, speaker, volunteer, organizer
}

/// Whether the event has a seat for the person.
package enum RegistrationStatus: Equatable, Sendable {
    case accepted
    /// Waiting for a seat; 1 is the next to get one, `nil` when the list gives no order.
    case waitlisted(position: Int?)
    case declined
}

/// A poster and the poster sessions in which it hangs.
package struct Poster: Equatable, Sendable {
    package var title: String
    /// Numbers of the poster sessions, from 1.
    package var sessions: Set<Int>

    package init(title: String, sessions: Set<Int>) {
        self.title = title
        self.sessions = sessions
    }
}
