// SPDX-License-Identifier: Apache-2.0

import Conference
import Programme

import struct Foundation.Date

/// All posters, and how it stands with the sessions in which they hang.
struct PostersWire: Encodable {
    let asOf: Date
    let sessions: [PosterSessionWire]
    let posters: [PosterListingWire]
}

/// A poster session.
struct PosterSessionWire: Encodable {
    let place: String
    let name: String
    let session: Int
    let boards: Int
    let open: Bool
    let inside: Int
    /// Whether it is on: its hours have begun and are not over; one without hours is on while somebody is inside.
    let on: Bool

    init(_ place: Place, session: Int, opening: PlaceOpening, inside: Int) {
        self.place = place.id.rawValue
        name = place.name
        self.session = session
        boards = place.boards
        open = opening.isOpen
        self.inside = inside
        on = opening.isOpen && (!place.hours.isEmpty || inside > 0)
    }
}

/// A poster as it is announced: badge name, title and affiliation, and nothing else of its owner.
struct PosterListingWire: Encodable {
    let registration: String
    @Nullable var title: String?
    let badgeName: String
    @Nullable var affiliation: String?
    /// The digest of the document that was handed in.
    @Nullable var document: String?
    /// Whether there is a picture of it.
    let preview: Bool
    let hangings: [PosterHangingWire]

    init(_ listing: PosterListing, preview: Bool) {
        let details = listing.registration.details
        self.init(
            registration: listing.registration.id.description, title: details.poster?.title,
            badgeName: details.badgeName, affiliation: details.affiliation, document: listing.document,
            preview: preview, hangings: listing.hangings.map(PosterHangingWire.init))
    }

    private init(
        registration: String, title: String?, badgeName: String, affiliation: String?, document: String?,
        preview: Bool, hangings: [PosterHangingWire]
    ) {
        self.registration = registration
        self.title = title
        self.badgeName = badgeName
        self.affiliation = affiliation
        self.document = document
        self.preview = preview
        self.hangings = hangings
    }

    /// The same with the boards alone at which it hangs; `nil` when there are none.
    var announced: Self? {
        let boards = hangings.filter { $0.standing == PosterStanding.hangs.rawValue }
        guard !boards.isEmpty else { return nil }
        return Self(
            registration: registration, title: title, badgeName: badgeName, affiliation: affiliation,
            document: document, preview: preview, hangings: boards)
    }
}

/// A poster in one poster session: its board, or why it has none.
struct PosterHangingWire: Encodable {
    let session: Int
    @Nullable var place: String?
    @Nullable var name: String?
    @Nullable var board: Int?
    let standing: String

    init(_ hanging: PosterHanging) {
        session = hanging.session
        place = hanging.place?.id.rawValue
        name = hanging.place?.name
        board = hanging.board
        standing = hanging.standing.rawValue
    }
}
