// SPDX-License-Identifier: Apache-2.0

/// Where posters hang, and which were handed in as documents.
package struct PosterBook: Equatable, Sendable {
    private var boards: [PlaceID: [RegistrationID: Int]] = [:]
    /// The digest of each person's latest document.
    package private(set) var documents: [RegistrationID: String] = [:]

    package init() {}

    /// The board of the person's poster in that poster session.
    package func board(of registration: RegistrationID, in place: PlaceID) -> Int? { boards[place]?[registration] }

    /// Who has a board in that poster session.
    package func boards(in place: PlaceID) -> [RegistrationID: Int] { boards[place] ?? [:] }

    /// All that are given.
    package var allBoards: [(place: PlaceID, registration: RegistrationID, board: Int)] {
        boards.flatMap { place, boards in boards.map { (place, $0.key, $0.value) } }
    }

    /// The person's boards, in the order of the poster sessions.
    package func boards(of registration: RegistrationID, in event: Event) -> [PosterBoard] {
        event.posterSessions.enumerated().compactMap { index, place in
            board(of: registration, in: place.id).map {
                PosterBoard(session: index + 1, place: place.id, name: place.name, board: $0)
            }
        }
    }

    mutating func assign(_ board: Int, in place: PlaceID, to registration: RegistrationID) {
        boards[place, default: [:]][registration] = board
    }

    mutating func free(in place: PlaceID, of registration: RegistrationID) {
        boards[place]?[registration] = nil
    }

    mutating func handIn(_ document: String, by registration: RegistrationID) {
        documents[registration] = document
    }
}

/// One poster's board in one poster session.
package struct PosterBoard: Equatable, Sendable {
    /// Which poster session it is, from 1, as the registration list counts them.
    package let session: Int
    package let place: PlaceID
    /// What the poster session is called.
    package let name: String
    package let board: Int

    package init(session: Int, place: PlaceID, name: String, board: Int) {
        self.session = session
        self.place = place
        self.name = name
        self.board = board
    }
}

extension Event {
    /// The poster sessions in the order in which the registration list counts them, from 1.
    package var posterSessions: [Place] { places.filter { $0.kind == .posterSession } }
}
