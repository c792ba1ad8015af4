// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird

import struct Foundation.Date

/// Seats: where they are, their release, and what somebody without one may ask for.
struct SeatRoutes<Store: Journal & Roster> {
    let desk: SeatDesk<Store>

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/seats", for: [.desk, .supervisor, .organizer], use: show)
        router.on(.post, "/api/v1/seat-releases", for: [.organizer], use: release)
        router.on(.post, "/api/v1/registrations/:id/waitlist-place", for: .desks, use: join)
        router.on(.post, "/api/v1/registrations/:id/seat", for: [.supervisor, .organizer], use: grant)
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        try Wire.response(SeatOverviewWire(try await desk.overview()))
    }

    /// The body of what needs nothing but to be told apart from its repeat.
    private struct PlainBody: Decodable {
        let requestId: String

        func id() throws -> FactID {
            let id = try Wire.requestID(requestId)
            return id
        }
    }

    private struct Released: Encodable {
        let at: Date
        let forfeited: Int
        let released: Int
        let seats: SeatOverviewWire
    }

    @Sendable private func release(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        switch try await desk.release(request: try body.id(), at: station.id) {
        case .released(let count, let date):
            return try Wire.response(
                Released(
                    at: date, forfeited: count.forfeited, released: count.released,
                    seats: SeatOverviewWire(try await desk.overview())), status: .created)
        case .nothingToRelease(let free):
            throw Problem(
                .conflict, "nothingToRelease", "Nobody would get a seat: nobody waits, or none of \(free) is free.")
        case .requestUsedBefore: throw Problem.requestUsedBefore
        }
    }

    private struct Standing: Encodable {
        let seat: SeatWire
    }

    @Sendable private func join(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        return try answer(try await desk.join(try registration(context), request: try body.id(), at: station.id))
    }

    @Sendable private func grant(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        return try answer(try await desk.grant(try registration(context), request: try body.id(), at: station.id))
    }

    private func registration(_ context: KioskContext) throws -> RegistrationID {
        guard let id = RegistrationID(try context.parameters.require("id")) else { throw Problem.unknownRegistration }
        return id
    }

    private func answer(_ outcome: SeatRequestOutcome) throws -> Response {
        switch outcome {
        case .standing(let view): try Wire.response(Standing(seat: SeatWire(view)))
        case .unknownRegistration: throw Problem.unknownRegistration
        case .requestUsedBefore: throw Problem.requestUsedBefore
        }
    }
}
