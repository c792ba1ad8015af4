// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird
import Logging

import struct Foundation.Date

/// The operator's view of all stations: add, rename, revoke.
struct StationRoutes<Directory: StationDirectory> {
    let office: StationOffice<Directory>
    let event: Event
    let presence: StationPresence
    let now: @Sendable () -> Date

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/stations", for: [.operator], use: list)
        router.on(.post, "/api/v1/stations/offers", for: [.operator], use: offer)
        router.on(.post, "/api/v1/stations/:id/offers", for: [.operator], use: offerAgain)
        router.on(.patch, "/api/v1/stations/:id", for: [.operator], use: rename)
        router.on(.delete, "/api/v1/stations/:id", for: [.operator], use: revoke)
    }

    private struct Listed: Encodable {
        let stations: [StationListingWire]
    }

    @Sendable private func list(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        try Wire.response(Listed(stations: try await office.listings().map(wire)))
    }

    private struct OfferBody: Decodable {
        let role: String
        let place: String?
        let board: Int?
        let name: String?
    }

    @Sendable private func offer(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: OfferBody.self, context)
        let duty: StationDuty
        do {
            duty = try StationDuty(role: body.role, place: body.place, board: body.board, at: event)
        } catch {
            throw Problem(error)
        }
        return try answer(try await office.offer(duty, named: body.name))
    }

    @Sendable private func offerAgain(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        try answer(try await office.offerAgain(try id(context)))
    }

    private struct RenameBody: Decodable {
        let name: String
    }

    @Sendable private func rename(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let id = try id(context)
        let body = try await request.body(as: RenameBody.self, context)
        switch try await office.rename(id, to: body.name) {
        case .answered(.renamed): return try await listing(of: id)
        case .answered(.nameTaken): throw Problem.stationNameTaken
        case .answered(.unknownStation): throw Problem.unknownStation
        case .unfitName(let error): throw Problem(error)
        }
    }

    @Sendable private func revoke(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let id = try id(context)
        guard try await office.revoke(id, by: station.id) else { throw Problem.unknownStation }
        context.logger.notice("station revoked", metadata: ["station": "\(id)", "by": "\(station.id)"])
        return try await listing(of: id)
    }

    private func id(_ context: KioskContext) throws -> StationID {
        guard let id = StationID(try context.parameters.require("id")) else { throw Problem.unknownStation }
        return id
    }

    private func listing(of id: StationID) async throws -> Response {
        guard let listing = try await office.listing(of: id) else { throw Problem.unknownStation }
        return try Wire.response(wire(listing))
    }

    private func wire(_ listing: StationListing) -> StationListingWire {
        StationListingWire(listing, event.place, presence, at: now())
    }

    private func answer(_ offering: StationOffering) throws -> Response {
        switch offering {
        case .offered(let invitation): try Wire.response(InvitationWire(invitation), status: .created)
        case .nameTaken: throw Problem.stationNameTaken
        case .unknownStation: throw Problem.unknownStation
        case .unfitName(let error): throw Problem(error)
        }
    }
}

extension Problem {
    static let unknownStation = Problem(.notFound, "unknownStation", "There is no such station.")
    fileprivate static let stationNameTaken = Problem(
        .conflict, "stationNameTaken", "Another station has this name. Give this one another.")

    fileprivate init(_ error: StationNameError) {
        self =
            switch error {
            case .missing: Problem(.badRequest, "stationNameMissing", "A station needs a name.")
            case .tooLong:
                Problem(.badRequest, "textTooLong", "A name has at most \(StationName.longest) characters.")
            case .unprintable:
                Problem(.badRequest, "textUnprintable", "The name holds characters that no screen shows.")
            }
    }

    fileprivate init(_ error: StationDutyError) {
        self =
            switch error {
            case .unknownRole: .malformed("There is no such role.")
            case .placeMissing: .malformed("A door needs a place.")
            case .unknownPlace: Problem(.badRequest, "unknownPlace", "The event has no such place.")
            case .placeNotAsked: .malformed("Only a door has a place.")
            case .boardNotAsked: .malformed("Only a door has a board.")
            case .noBoards, .unknownBoard:
                Problem(.badRequest, "unknownBoard", "The place has no board of this number.")
            }
    }
}
