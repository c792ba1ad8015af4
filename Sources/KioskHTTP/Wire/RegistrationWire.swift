// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

/// A person as a list of candidates shows them: no legal name, no contact data.
struct CandidateWire: Encodable {
    let id: String
    let badgeName: String
    @Nullable var affiliation: String?
    let role: String
    let status: String
    @Nullable var waitlistPosition: Int?

    init(_ registration: Registration) {
        let details = registration.details
        id = registration.id.description
        badgeName = details.badgeName
        affiliation = details.affiliation
        role = details.role.rawValue
        status = details.status.name
        waitlistPosition = details.status.waitlistPosition
    }
}

/// A poster and where it hangs.
struct PosterWire: Encodable {
    let title: String
    let sessions: [Int]

    init(_ poster: Poster) {
        title = poster.title
        sessions = poster.sessions.sorted()
    }
}

/// Where a poster hangs in one poster session.
struct PosterBoardWire: Encodable {
    let place: String
    let name: String
    let board: Int

    init(_ board: PosterBoard) {
        place = board.place.rawValue
        name = board.name
        self.board = board.board
    }
}

/// A person to whom a badge is handed over: what is said then, and no legal name.
struct BadgeHolderWire: Encodable {
    let id: String
    let badgeName: String
    @Nullable var pronouns: String?
    @Nullable var poster: PosterWire?
    let boards: [PosterBoardWire]
    @Nullable var dietaryNeeds: String?
    /// Names of the places that give a meal today which the person has not had.
    let meals: [String]
    /// Whether the person agrees to be seen on a livestream; `null` when not asked, or where there is none.
    @Nullable var livestream: Bool?
    /// Names of the places that are livestreamed.
    let livestreamed: [String]

    init(
        _ registration: Registration, boards: [PosterBoard], meals: [String], livestream: Bool?, streams: [String]
    ) {
        let details = registration.details
        id = registration.id.description
        badgeName = details.badgeName
        pronouns = details.pronouns
        poster = details.poster.map(PosterWire.init)
        self.boards = boards.map(PosterBoardWire.init)
        dietaryNeeds = details.dietaryNeeds
        self.meals = meals
        self.livestream = livestream
        livestreamed = streams
    }
}

/// A person as the compare step shows them: the only place where the legal name stands.
struct RegistrationWire: Encodable {
    let id: String
    let badgeName: String
    let legalName: String
    @Nullable var givenName: String?
    @Nullable var familyName: String?
    @Nullable var pronouns: String?
    @Nullable var affiliation: String?
    let role: String
    let status: String
    @Nullable var waitlistPosition: Int?
    @Nullable var poster: PosterWire?
    let boards: [PosterBoardWire]
    @Nullable var dietaryNeeds: String?
    @Nullable var livestreamConsent: Bool?

    init(_ registration: Registration, boards: [PosterBoard]) {
        let details = registration.details
        id = registration.id.description
        badgeName = details.badgeName
        legalName = details.fullName
        givenName = details.givenName
        familyName = details.familyName
        pronouns = details.pronouns
        affiliation = details.affiliation
        role = details.role.rawValue
        status = details.status.name
        waitlistPosition = details.status.waitlistPosition
        poster = details.poster.map(PosterWire.init)
        self.boards = boards.map(PosterBoardWire.init)
        dietaryNeeds = details.dietaryNeeds
        livestreamConsent = details.livestreamConsent
    }
}

extension RegistrationStatus {
    var name: String {
        switch self {
        case .accepted: "accepted"
        case .waitlisted: "waitlisted"
        case .declined: "declined"
        }
    }

    fileprivate var waitlistPosition: Int? {
        guard case .waitlisted(let position) = self else { return nil }
        return position
    }
}

/// When and where somebody was checked in.
struct CheckedInWire: Encodable {
    let id: String
    let at: Date
    @Nullable var station: String?
    @Nullable var stationName: String?

    init(_ checkIn: CheckIn, stationName: String?) {
        id = checkIn.id.description
        at = checkIn.at
        station = checkIn.station?.description
        self.stationName = stationName
    }
}
