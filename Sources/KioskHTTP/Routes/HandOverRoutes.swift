// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird

import struct Foundation.Date

/// What is said when a badge is handed over, and what the person says about being seen.
struct HandOverRoutes<Store: Journal & Roster> {
    let desk: ConsentDesk<Store>
    let views: HandOverViews<Store>

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/registrations/:id/hand-over", for: .desks, use: show)
        router.on(.put, "/api/v1/registrations/:id/livestream", for: .desks, use: answer)
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        guard let view = try await views.view(of: try registration(context)) else { throw Problem.unknownRegistration }
        return try Wire.response(view)
    }

    private struct AnswerBody: Decodable {
        let consents: Bool
        let requestId: String
    }

    private struct Answered: Encodable {
        let livestream: Bool
    }

    @Sendable private func answer(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: AnswerBody.self, context)
        let id = try Wire.requestID(body.requestId)
        switch try await desk.answerLivestream(
            try registration(context), consents: body.consents, request: id, at: station.id)
        {
        case .recorded: return try Wire.response(Answered(livestream: body.consents))
        case .unknownRegistration: throw Problem.unknownRegistration
        case .requestUsedBefore: throw Problem.requestUsedBefore
        }
    }

    private func registration(_ context: KioskContext) throws -> RegistrationID {
        guard let id = RegistrationID(try context.parameters.require("id")) else { throw Problem.unknownRegistration }
        return id
    }
}

/// Looks together what is said of a person at hand-over.
struct HandOverViews<Store: Journal & Roster>: Sendable {
    let store: Store
    let event: Event
    let calendar: EventCalendar
    let now: @Sendable () -> Date

    init(store: Store, event: Event, now: @escaping @Sendable () -> Date) {
        self.store = store
        self.event = event
        calendar = EventCalendar(timeZone: event.timeZone)
        self.now = now
    }

    func view(of id: RegistrationID) async throws -> BadgeHolderWire? {
        guard let registration = try await store.registration(id) else { return nil }
        let moment = now()
        let (day, meals) = (calendar.day(of: moment), mealsAhead(at: moment))
        let event = event
        let (boards, due, consents) = await store.read { state in
            (
                state.posters.boards(of: id, in: event),
                meals.filter { state.meals.meal(of: id, at: $0.id, on: day) == nil },
                state.consentsToLivestream(registration)
            )
        }
        let streams = event.places.filter(\.livestreamed).map(\.name)
        return BadgeHolderWire(
            registration, boards: boards, meals: due.map(\.name), livestream: streams.isEmpty ? nil : consents,
            streams: streams)
    }

    /// Where a meal is still given out today.
    private func mealsAhead(at moment: Date) -> [Place] {
        let day = calendar.day(of: moment)
        return event.places.filter { place in
            guard place.kind == .meal else { return false }
            return place.hours.isEmpty || place.hours.contains { day.contains($0.opens) && $0.closes > moment }
        }
    }
}
