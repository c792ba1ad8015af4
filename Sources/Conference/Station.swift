// SPDX-License-Identifier: Apache-2.0

/// A screen that has a job: one desk, one door, one board.
package struct Station: Equatable, Sendable, Identifiable {
    package let id: StationID
    package var name: String
    package var duty: StationDuty

    package init(id: StationID = StationID(), name: String, duty: StationDuty) {
        self.id = id
        self.name = name
        self.duty = duty
    }

    package var role: StationRole { duty.role }
}

/// What a station is for.
///
/// A door always has its place; the others never do.
package enum StationDuty: Hashable, Sendable {
    case desk
    case problemDesk
    case door(PlaceID)
    case organizer
    case wall

    package var role: StationRole {
        switch self {
        case .desk: .desk
        case .problemDesk: .problemDesk
        case .door: .door
        case .organizer: .organizer
        case .wall: .wall
        }
    }

    package var place: PlaceID? {
        guard case .door(let place) = self else { return nil }
        return place
    }
}

/// What a station may do; every route names the roles that it answers.
package enum StationRole: String, CaseIterable, Sendable {
    case desk
    /// A desk that also puts people on the list who are not there.
    case problemDesk = "problem-desk"
    case door, organizer, wall
}
