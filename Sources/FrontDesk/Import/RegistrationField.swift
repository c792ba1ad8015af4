// SPDX-License-Identifier: Apache-2.0

/// What a registration list can have a column for.
package enum RegistrationField: CaseIterable, Sendable {
    case orderCode, orderPosition, givenName, familyName, fullName, preferredName, pronouns, email, affiliation
    case role, status, waitlistPosition, posterTitle, posterSession, dietaryNeeds, livestreamConsent

    /// What a desk may correct on a badge.
    static let onBadges: Set<RegistrationField> = [.preferredName, .pronouns, .affiliation]

    /// The headers under which ticket shops and people write this field, folded, the most telling first.
    ///
    /// Bare `position` is missing on purpose: there it is somebody's job.
    var headers: [String] {
        switch self {
        case .orderCode:
            [
                "ordercode", "order", "orderno", "ordernumber", "orderid", "reference", "ticketreference",
                "registrationcode", "bookingcode", "bestellnummer", "bestellcode", "registrationid", "id",
            ]
        case .orderPosition: ["positionid", "orderposition", "attendeeno", "positionsid", "positionsnummer"]
        case .givenName:
            [
                "attendeenamegivenname", "attendeenamefirstname", "attendeefirstname", "ticketfirstname", "firstname",
                "givenname", "givennames", "teilnehmernamevorname", "vorname",
            ]
        case .familyName:
            [
                "attendeenamefamilyname", "attendeenamelastname", "attendeelastname", "ticketlastname", "lastname",
                "familyname", "surname", "teilnehmernamenachname", "teilnehmernamefamilienname", "nachname",
                "familienname",
            ]
        case .fullName:
            [
                "fullname", "attendeename", "attendeenamefullname", "ticketfullname", "participant", "participantname",
                "teilnehmername", "namedesteilnehmers", "name", "attendee",
            ]
        case .preferredName:
            [
                "nameonbadge", "badgename", "nameforbadge", "preferredname", "displayname", "attendeenamecallingname",
                "rufname",
            ]
        case .pronouns: ["pronouns", "preferredpronouns", "yourpronouns", "pronomen"]
        case .email:
            [
                "attendeeemail", "ticketemail", "email", "emailaddress", "attendeeemailaddress", "teilnehmeremail",
                "emailadresse", "mail",
            ]
        case .affiliation:
            [
                "affiliation", "company", "companyname", "ticketcompanyname", "organization", "organisation",
                "institution", "university", "employer", "firma", "unternehmen",
            ]
        case .role: ["role", "attendeerole", "rolle"]
        case .status:
            ["status", "orderstatus", "registrationstate", "registrationstatus", "attendeestatus", "approvalstatus"]
        case .waitlistPosition: ["waitlistposition", "waitinglistposition", "waitlistnumber", "wartelistenplatz"]
        case .posterTitle: ["postertitle", "poster"]
        case .posterSession: ["postersession", "postersessions", "postersitzung"]
        case .dietaryNeeds: ["dietaryneeds", "dietaryrequirements", "dietaryrestrictions", "diet", "ernährung"]
        case .livestreamConsent: ["livestreamconsent", "livestream", "streamingconsent", "recordingconsent"]
        }
    }
}
