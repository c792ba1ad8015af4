// SPDX-License-Identifier: Apache-2.0

import Conference
import GRDB

/// A registration as a row.
struct RegistrationRecord: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "registrations"

    var id: String
    /// The order of first import, from 1.
    var ordinal: Int64
    var orderCode: String?
    var orderPosition: String?
    var givenName: String?
    var familyName: String?
    var fullName: String
    var preferredName: String?
    var pronouns: String?
    var email: String?
    var affiliation: String?
    var role: String
    var status: String
    var waitlistPosition: Int?
    var posterTitle: String?
    var posterSessions: String?
    var dietaryNeeds: String?
    var livestreamConsent: Bool?

    enum CodingKeys: String, CodingKey, ColumnExpression {
        case id, ordinal, email, affiliation, role, status, pronouns
        case orderCode = "order_code"
        case orderPosition = "order_position"
        case givenName = "given_name"
        case familyName = "family_name"
        case fullName = "full_name"
        case preferredName = "preferred_name"
        case waitlistPosition = "waitlist_position"
        case posterTitle = "poster_title"
        case posterSessions = "poster_sessions"
        case dietaryNeeds = "dietary_needs"
        case livestreamConsent = "livestream_consent"
    }

    init(_ registration: Registration, ordinal: Int64) {
        let details = registration.details
        id = registration.id.description
        self.ordinal = ordinal
        orderCode = details.orderCode
        orderPosition = details.orderPosition
        givenName = details.givenName
        familyName = details.familyName
        fullName = details.fullName
        preferredName = details.preferredName
        pronouns = details.pronouns
        email = details.email
        affiliation = details.affiliation
        role = details.role.rawValue
        (status, waitlistPosition) = Self.columns(for: details.status)
        posterTitle = details.poster?.title
        posterSessions = details.poster?.sessions.sorted().map(String.init).joined(separator: ",")
        dietaryNeeds = details.dietaryNeeds
        livestreamConsent = details.livestreamConsent
    }

    func registration() throws -> Registration {
        guard let id = RegistrationID(id), let role = AttendeeRole(rawValue: role), let status = registrationStatus
        else {
            throw StoreError(code: .damaged, message: "A registration (\(id)) cannot be read.")
        }
        return Registration(
            id: id,
            details: RegistrationDetails(
                fullName: fullName, givenName: givenName, familyName: familyName, preferredName: preferredName,
                orderCode: orderCode, orderPosition: orderPosition, pronouns: pronouns, email: email,
                affiliation: affiliation, role: role, status: status, poster: poster, dietaryNeeds: dietaryNeeds,
                livestreamConsent: livestreamConsent))
    }

    private var poster: Poster? {
        posterTitle.map { title in
            Poster(title: title, sessions: Set((posterSessions ?? "").split(separator: ",").compactMap { Int($0) }))
        }
    }

    private var registrationStatus: RegistrationStatus? {
        switch status {
        case "accepted": .accepted
        case "waitlisted": .waitlisted(position: waitlistPosition)
        case "declined": .declined
        default: nil
        }
    }

    private static func columns(for status: RegistrationStatus) -> (String, Int?) {
        switch status {
        case .accepted: ("accepted", nil)
        case .waitlisted(let position): ("waitlisted", position)
        case .declined: ("declined", nil)
        }
    }
}
