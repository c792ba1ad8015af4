// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Programme

import struct Foundation.Date

/// The posters: where they hang, and moving them.
struct PosterRoutes<Store: Journal & Roster> {
    let event: Event
    let desk: PosterDesk<Store>
    let archive: PosterArchive<Store>
    let store: Store
    let now: @Sendable () -> Date

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/posters", for: StationRole.readersOfPosters, use: list)
        router.on(.get, "/api/v1/export/posters.csv", for: [.organizer], use: table)
        router.on(.post, "/api/v1/posters/:id/boards", for: [.organizer], use: move)
        router.on(.post, "/api/v1/posters/:id/freedBoards", for: [.organizer], use: free)
    }

    /// Everything for organizers and desks; a wall hears of posters that hang, and how they are announced.
    @Sendable private func list(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let listings = try await desk.listings()
        let moment = now()
        let event = event
        let sessions = await store.read { state in
            event.posterSessions.enumerated().map { index, place in
                PosterSessionWire(
                    place, session: index + 1, opening: state.opening(of: place, at: moment),
                    inside: state.occupancy.inside(place.id))
            }
        }
        let posters = listings.map(wire)
        return try Wire.response(
            PostersWire(
                asOf: moment, sessions: sessions,
                posters: station.role == .wall ? posters.compactMap(\.announced) : posters))
    }

    private func wire(_ listing: PosterListing) -> PosterListingWire {
        PosterListingWire(listing, preview: listing.document.map(archive.hasPreview) ?? false)
    }

    /// Each poster in each of its sessions, with its board and its visits, or why it has none.
    @Sendable private func table(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let listings = try await desk.listings()
        let visits = await store.read { $0.boardVisits }
        let places = event.posterSessions
        let counts = Dictionary(
            uniqueKeysWithValues: places.map { ($0.id, visits.counts(of: $0.id, boards: $0.boards)) })
        var lines = CSVLines(header: [
            "place", "name", "board", "title", "badgeName", "affiliation", "standing", "visits", "people", "document",
        ])
        let hangings = listings.flatMap { listing in listing.hangings.map { (listing, $0) } }
        for (listing, hanging) in hangings.sorted(by: { $0.1.isBefore($1.1) }) {
            let details = listing.registration.details
            let count = hanging.board.flatMap { board in
                hanging.place.flatMap { counts[$0.id] }?.first { $0.board == board }
            }
            lines.add([
                hanging.place?.id.rawValue ?? "", hanging.place?.name ?? String(hanging.session),
                hanging.board.map(String.init) ?? "", details.poster?.title ?? "", details.badgeName,
                details.affiliation ?? "", hanging.standing.rawValue, count.map { String($0.visits) } ?? "",
                count.map { String($0.people) } ?? "", listing.document ?? "",
            ])
        }
        return ExportFile(event: event.id, subject: "posters").csv(lines)
    }

    private struct MoveBody: Decodable {
        let place: String
        let board: Int
        let requestId: String
    }

    @Sendable private func move(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: MoveBody.self, context)
        return try answer(
            try await desk.move(
                try registration(context), to: body.board, at: try place(body.place),
                request: try Wire.requestID(body.requestId), at: station.id))
    }

    private struct FreeBody: Decodable {
        let place: String
        let requestId: String
    }

    @Sendable private func free(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: FreeBody.self, context)
        return try answer(
            try await desk.free(
                try registration(context), at: try place(body.place), request: try Wire.requestID(body.requestId),
                at: station.id))
    }

    private func registration(_ context: KioskContext) throws -> RegistrationID {
        guard let id = RegistrationID(try context.parameters.require("id")) else { throw Problem.unknownRegistration }
        return id
    }

    private func place(_ text: String) throws -> PlaceID {
        guard let place = PlaceID(text) else { throw Problem.unknownPlace }
        return place
    }

    private struct PosterAnswer: Encodable {
        @Nullable var poster: PosterListingWire?
    }

    private func answer(_ outcome: BoardOutcome) throws -> Response {
        switch outcome {
        case .recorded(let listing): try Wire.response(PosterAnswer(poster: listing.map(wire)))
        case .refused(let refusal): throw Problem(refusal)
        }
    }
}

extension PosterHanging {
    /// By session and board; those without a board come last.
    fileprivate func isBefore(_ other: Self) -> Bool {
        (session, board ?? .max) < (other.session, other.board ?? .max)
    }
}

extension StationRole {
    fileprivate static var readersOfPosters: Set<Self> { [.organizer, .desk, .supervisor, .wall] }
}

extension Problem {
    fileprivate init(_ refusal: BoardRefusal) {
        switch refusal {
        case .unknownRegistration: self = .unknownRegistration
        case .unknownPlace: self = .unknownPlace
        case .unknownBoard(let last):
            self = Problem(.notFound, "unknownBoard", "The boards there are numbered from 1 to \(last).")
        case .taken: self = Problem(.conflict, "boardTaken", "Another poster hangs at this board.")
        case .noPoster: self = Problem(.conflict, "noPoster", "This person has no poster there.")
        case .stillHangs:
            self = Problem(
                .conflict, "posterStillHangs",
                "The list has this poster still, and it would get a board again. Move it instead.")
        case .requestUsedBefore: self = .requestUsedBefore
        }
    }
}
