// SPDX-License-Identifier: Apache-2.0

/// Why words do not make a duty.
package enum StationDutyError: Error, Equatable, Sendable {
    case unknownRole
    case placeMissing
    case unknownPlace
    /// Only a door has a place.
    case placeNotAsked
    /// Only a door has a board.
    case boardNotAsked
    /// The place is no poster session.
    case noBoards(PlaceID)
    /// The place's boards have other numbers, from 1 to this one.
    case unknownBoard(PlaceID, last: Int)
}

extension StationDuty {
    /// The duty that these words stand for at `event`.
    package init(role: String, place: String?, board: Int?, at event: Event) throws(StationDutyError) {
        guard let role = StationRole(rawValue: role) else { throw .unknownRole }
        guard role != .door else {
            self = try Self.door(at: place, board: board, of: event)
            return
        }
        guard place == nil else { throw .placeNotAsked }
        guard board == nil else { throw .boardNotAsked }
        switch role {
        case .desk: self = .desk
        case .supervisor: self = .supervisor
        case .organizer: self = .organizer
        case .operator: self = .operator
        case .wall, .door: self = .wall
        }
    }

    private static func door(
        at name: String?, board: Int?, of event: Event
    ) throws(StationDutyError) -> StationDuty {
        guard let name else { throw .placeMissing }
        guard let id = PlaceID(name), let place = event.place(id) else { throw .unknownPlace }
        guard let board else { return .door(id) }
        guard place.boards > 0 else { throw .noBoards(id) }
        guard (1...place.boards).contains(board) else { throw .unknownBoard(id, last: place.boards) }
        return .board(id, number: board)
    }

    /// What a station with this duty is called when nobody says otherwise.
    package func usualName(at event: Event) -> String {
        switch self {
        case .desk: "Desk"
        case .supervisor: "Problem desk"
        case .door(let place): "Door \(event.place(place)?.name ?? place.rawValue)"
        case .board(let place, let number): "Board \(number) of \(event.place(place)?.name ?? place.rawValue)"
        case .organizer: "Board"
        case .wall: "Wall"
        case .operator: "Operator"
        }
    }
}
