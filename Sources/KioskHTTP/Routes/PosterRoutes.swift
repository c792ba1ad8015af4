// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Programme

import struct Foundation.Date

/// The posters: where they hang, and moving them.
struct PosterRoutes<Store: Journal & Roster> {
    let event: Event
    let desk: PosterDesk<Store>
    let store: Store
    let now: @Sendable () -> Date

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/posters", for: StationRole.readersOfPosters, use: list)
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
        let posters = listings.map { PosterListingWire($0) }
        return try Wire.response(
            PostersWire(
                asOf: moment, sessions: sessions,
                posters: station.role == .wall ? posters.compactMap(\.announced) : posters))
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
                request: try id(body.requestId), at: station.id))
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
                try registration(context), at: try place(body.place), request: try id(body.requestId),
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

    private func id(_ text: String) throws -> FactID {
        guard let id = FactID(text) else { throw Problem.malformed("requestId must be a UUID.") }
        return id
    }

    private struct PosterAnswer: Encodable {
        @Nullable var poster: PosterListingWire?
    }

    private func answer(_ outcome: BoardOutcome) throws -> Response {
        switch outcome {
        case .recorded(let listing): try Wire.response(PosterAnswer(poster: listing.map { PosterListingWire($0) }))
        case .refused(let refusal): throw Problem(refusal)
        }
    }
}

extension StationRole {
    fileprivate static var readersOfPosters: Set<Self> { [.organizer, .desk, .problemDesk, .wall] }
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
