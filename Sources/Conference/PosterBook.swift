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

    mutating func assign(_ board: Int, in place: PlaceID, to registration: RegistrationID) {
        boards[place, default: [:]][registration] = board
    }

    mutating func handIn(_ document: String, by registration: RegistrationID) {
        documents[registration] = document
    }
}
