// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk

import struct Foundation.Date

struct StationWire: Encodable {
    let id: String
    let name: String
    let role: String
    @Nullable var place: String?
    /// The number of the poster session's board that a door stands at.
    @Nullable var board: Int?

    init(_ station: Station) {
        id = station.id.description
        name = station.name
        role = station.role.rawValue
        place = station.duty.place?.rawValue
        board = station.duty.board
    }
}

/// A station as its operator sees it.
struct StationListingWire: Encodable {
    let id: String
    let name: String
    let role: String
    @Nullable var place: String?
    @Nullable var placeName: String?
    @Nullable var board: Int?
    let state: String
    /// Whether a screen of it follows anything now, or asked for something just before.
    let connected: Bool
    let locked: Bool
    @Nullable var pairedAt: Date?
    /// Since the daemon's start.
    @Nullable var lastSeenAt: Date?
    @Nullable var revokedAt: Date?
    @Nullable var codeExpiresAt: Date?

    init(_ listing: StationListing, _ place: (PlaceID) -> Place?, _ presence: StationPresence, at now: Date) {
        let station = listing.station
        id = station.id.description
        name = station.name
        role = station.role.rawValue
        self.place = station.duty.place?.rawValue
        placeName = station.duty.place.flatMap(place)?.name
        board = station.duty.board
        state = listing.state(at: now).rawValue
        connected = listing.pairedAt != nil && presence.isConnected(station.id, at: now)
        locked = station.isLocked
        pairedAt = listing.pairedAt
        lastSeenAt = presence.lastSeen(station.id)
        revokedAt = listing.revokedAt
        codeExpiresAt = listing.codeExpiresAt.flatMap { now < $0 ? $0 : nil }
    }
}

struct InvitationWire: Encodable {
    let station: StationWire
    /// In two groups, as it is typed.
    let code: String
    let link: String
    /// The link as a QR code.
    let svg: String
    let expiresAt: Date

    init(_ invitation: StationInvitation) {
        station = StationWire(invitation.station)
        code = invitation.code.grouped
        link = invitation.link
        svg = invitation.picture
        expiresAt = invitation.expiresAt
    }
}

struct PlaceWire: Encodable {
    let id: String
    let name: String
    let kind: String
    let capacity: Int
    let limit: String
    let livestreamed: Bool
    let stepFree: Bool
    @Nullable var description: String?

    init(_ place: Place) {
        id = place.id.rawValue
        name = place.name
        kind = place.kind.rawValue
        capacity = place.capacity
        limit = place.limit.rawValue
        livestreamed = place.livestreamed
        stepFree = place.stepFree
        description = place.description
    }
}

struct EventLinkWire: Encodable {
    let name: String
    @Nullable var url: String?
    @Nullable var text: String?

    init(_ link: EventLink) {
        name = link.name
        url = link.url
        text = link.text
    }
}
