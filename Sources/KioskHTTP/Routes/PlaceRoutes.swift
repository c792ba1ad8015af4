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
    let drawers: Drawers
    let now: @Sendable () -> Date

    func add(to router: GuardedRouter) {
        router.on(.post, "/api/v1/places/:id/recounts", for: [.door, .organizer], use: recount)
        router.on(.post, "/api/v1/places/:id/clearances", for: [.door, .organizer], use: clear)
        router.on(.post, "/api/v1/places/:id/openings", for: [.door, .organizer]) {
            try await turn($0, $1, $2, open: true)
        }
        router.on(.post, "/api/v1/places/:id/closings", for: [.door, .organizer]) {
            try await turn($0, $1, $2, open: false)
        }
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
        let id = try Wire.requestID(body.requestId)
        let place = try place(context, for: station)
        _ = try drawers.actor(of: request, at: station)
        return try await answer(
            try await counter.recount(place.id, body.count, request: id, at: station.id), place)
    }

    /// The body of what needs nothing but to be told apart from its repeat.
    private struct PlainBody: Decodable {
        let requestId: String
    }

    @Sendable private func clear(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        let id = try Wire.requestID(body.requestId)
        let place = try place(context, for: station)
        _ = try drawers.actor(of: request, at: station)
        return try await answer(
            try await counter.clear(place.id, because: .closed, request: id, at: station.id), place)
    }

    private func turn(
        _ request: Request, _ context: KioskContext, _ station: Station, open: Bool
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        let id = try Wire.requestID(body.requestId)
        let place = try place(context, for: station)
        let holder = try drawers.actor(of: request, at: station)
        return try await answer(
            try await counter.turn(place.id, open: open, by: holder, request: id, at: station.id), place)
    }

    private func answer(_ outcome: HeadCountOutcome, _ place: Place) async throws -> Response {
        switch outcome {
        case .recorded(let count):
            let moment = now()
            let opening = await store.read { $0.opening(of: place, at: moment) }
            return try Wire.response(PlaceFiguresWire(place, count, opening), status: .created)
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

        /// That somebody was let in although the place was full.
        struct LetInWire: Encodable {
            let at: Date
            let by: String
        }

        /// That somebody opened or closed the place; `by` is `null` for an organizer.
        struct TurnWire: Encodable {
            let at: Date
            let open: Bool
            @Nullable var by: String?
        }

        let place: String
        let from: Date
        let to: Date
        let steps: [Step]
        @Nullable var medianDwellSeconds: Double?
        let letIns: [LetInWire]
        let turns: [TurnWire]
    }

    /// The step line of a place: the last day, or between `from` and `to`.
    @Sendable private func series(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let place = try place(context, for: station)
        let to = try moment("to", of: request) ?? now()
        let from = try moment("from", of: request) ?? to.addingTimeInterval(-24 * 3600)
        guard from <= to else { throw Problem.malformed("from must not be after to.") }
        let (series, letIns, turns) = await store.read { state in
            let log = state.placeLog
            return (
                state.occupancy.series(of: place.id, from: from, to: to),
                log.letIns(to: place.id).filter { $0.at >= from && $0.at <= to },
                log.turns(of: place.id).filter { $0.at >= from && $0.at <= to }
            )
        }
        return try Wire.response(
            SeriesWire(
                place: place.id.rawValue, from: from, to: to,
                steps: series.steps.map(SeriesWire.Step.init),
                medianDwellSeconds: series.medianDwell,
                letIns: letIns.map { .init(at: $0.at, by: event.name(of: $0.by)) },
                turns: turns.map { .init(at: $0.at, open: $0.isOpen, by: $0.by.map(event.name)) }))
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
