// SPDX-License-Identifier: Apache-2.0

/// A screen that has a job: one desk, one door, one board.
package struct Station: Equatable, Sendable, Identifiable {
    package let id: StationID
    package var name: String
    package var duty: StationDuty
    /// Whether its screen is locked until somebody's PIN unlocks it.
    package var isLocked: Bool

    package init(id: StationID = StationID(), name: String, duty: StationDuty, isLocked: Bool = false) {
        self.id = id
        self.name = name
        self.duty = duty
        self.isLocked = isLocked
    }

    package var role: StationRole { duty.role }
}

/// What a station is for.
///
/// A door always has its place, as has a board of a poster session, which is a door that nobody leaves by.
package enum StationDuty: Hashable, Sendable {
    case desk
    case supervisor
    case door(PlaceID)
    case board(PlaceID, number: Int)
    case organizer
    case wall
    case `operator`

    package var role: StationRole {
        switch self {
        case .desk: .desk
        case .supervisor: .supervisor
        case .door, .board: .door
        case .organizer: .organizer
        case .wall: .wall
        case .operator: .operator
        }
    }

    package var place: PlaceID? {
        switch self {
        case .door(let place), .board(let place, _): place
        case .desk, .supervisor, .organizer, .wall, .operator: nil
        }
    }

    /// The number of the board that the station stands at.
    package var board: Int? {
        guard case .board(_, let number) = self else { return nil }
        return number
    }
}

/// What a station may do; every route names the roles that it answers.
package enum StationRole: String, CaseIterable, Sendable {
    case desk
    /// A desk that also puts people on the list who are not there.
    case supervisor
    case door, organizer, wall
    /// Sees to the appliance itself: stations, printers, backups.
    case `operator`
}
