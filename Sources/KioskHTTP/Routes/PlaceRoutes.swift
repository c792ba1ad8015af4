// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Hummingbird

import struct Foundation.Date

/// What volunteers do at a place, and what happened there.
struct PlaceRoutes<Store: Journal> {
    let counter: HeadCounter<Store>
    let event: Event
    let store: Store
    let now: @Sendable () -> Date

    func add(to router: GuardedRouter) {
        router.on(.post, "/api/v1/places/:id/recounts", for: [.door, .organizer], use: recount)
        router.on(.post, "/api/v1/places/:id/clearances", for: [.door, .organizer], use: clear)
        router.on(.get, "/api/v1/places/:id/series", for: [.organizer], use: series)
    }

    private struct RecountBody: Decodable {
        let count: Int
        let requestId: String
    }

    @Sendable private func recount(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: RecountBody.self, context)
        guard let id = FactID(body.requestId) else { throw Problem.malformed("requestId must be a UUID.") }
        let place = try place(context, for: station)
        return try answer(try await counter.recount(place.id, body.count, request: id, at: station.id), place)
    }

    private struct ClearanceBody: Decodable {
        let requestId: String
    }

    @Sendable private func clear(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: ClearanceBody.self, context)
        guard let id = FactID(body.requestId) else { throw Problem.malformed("requestId must be a UUID.") }
        let place = try place(context, for: station)
        return try answer(
            try await counter.clear(place.id, because: .closed, request: id, at: station.id), place)
    }

    private func answer(_ outcome: HeadCountOutcome, _ place: Place) throws -> Response {
        switch outcome {
        case .recorded(let count): return try Wire.response(PlaceFiguresWire(place, count), status: .created)
        case .unknownPlace: throw Problem.unknownPlace
        case .impossible:
            throw Problem(.badRequest, "impossibleCount", "count must be a number of people from 0 to 100000.")
        case .requestUsedBefore: throw Problem.requestUsedBefore
        }
    }

    private struct SeriesWire: Encodable {
        struct Step: Encodable {
            let at: Date
            let inside: Int
            let cause: String

            init(_ step: PlaceSeries.Step) {
                at = step.at
                inside = step.inside
                cause = step.cause.rawValue
            }
        }

        let place: String
        let from: Date
        let to: Date
        let steps: [Step]
        @Nullable var medianDwellSeconds: Double?
    }

    /// The step line of a place: the last day, or between `from` and `to`.
    @Sendable private func series(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let place = try place(context, for: station)
        let to = try moment("to", of: request) ?? now()
        let from = try moment("from", of: request) ?? to.addingTimeInterval(-24 * 3600)
        guard from <= to else { throw Problem.malformed("from must not be after to.") }
        let series = await store.read { $0.occupancy.series(of: place.id, from: from, to: to) }
        return try Wire.response(
            SeriesWire(
                place: place.id.rawValue, from: from, to: to,
                steps: series.steps.map(SeriesWire.Step.init),
                medianDwellSeconds: series.medianDwell))
    }

    private func moment(_ name: Substring, of request: Request) throws -> Date? {
        guard let text = request.uri.queryParameters[name] else { return nil }
        return try Wire.date(String(text))
    }

    /// The place of the path; a door speaks for its own alone.
    private func place(_ context: KioskContext, for station: Station) throws -> Place {
        guard let id = PlaceID(try context.parameters.require("id")), let place = event.place(id) else {
            throw Problem.unknownPlace
        }
        if let own = station.duty.place, own != id { throw Problem.otherPlace }
        return place
    }
}
