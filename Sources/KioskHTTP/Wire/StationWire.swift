// SPDX-License-Identifier: Apache-2.0

import Conference

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
