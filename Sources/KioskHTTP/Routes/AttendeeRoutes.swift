// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Programme

import struct Foundation.Date

/// What attendees see and do about themselves, each known by their own badge.
struct AttendeeRoutes<Store: Journal & ProgrammeLibrary & Roster, Key: BadgeVerifier> {
    let desk: AttendeeDesk<Store>
    let sessions: SessionDesk<Store, Key>
    let store: Store
    let event: Event
    let views: SessionViews<Store>
    let now: @Sendable () -> Date

    func add(to router: GuardedRouter) {
        router.onBadge(.get, "/api/v1/me", use: show)
        router.onBadge(.post, "/api/v1/me/departures", use: countOut)
        router.onBadge(.post, "/api/v1/me/recording-stops", use: stopRecording)
        router.onBadge(.put, "/api/v1/me/naming", use: answerNaming)
        router.onBadge(.post, "/api/v1/me/sessions/:id/interests", use: showInterest)
        router.onBadge(.post, "/api/v1/me/sessions/:id/ends", use: end)
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ bearer: BadgeBearer
    ) async throws -> Response {
        try await answer(bearer)
    }

    private struct PlainBody: Decodable {
        let requestId: String
    }

    @Sendable private func countOut(
        _ request: Request, _ context: KioskContext, _ bearer: BadgeBearer
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        try await desk.countOut(bearer.registration, request: try Wire.requestID(body.requestId))
        return try await answer(bearer)
    }

    @Sendable private func stopRecording(
        _ request: Request, _ context: KioskContext, _ bearer: BadgeBearer
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        try await desk.stopRecording(bearer.registration, request: try Wire.requestID(body.requestId))
        return try await answer(bearer)
    }

    private struct NamingBody: Decodable {
        let named: Bool
        let requestId: String
    }

    @Sendable private func answerNaming(
        _ request: Request, _ context: KioskContext, _ bearer: BadgeBearer
    ) async throws -> Response {
        let body = try await request.body(as: NamingBody.self, context)
        try await desk.answerNaming(
            body.named, by: bearer.registration, request: try Wire.requestID(body.requestId))
        return try await answer(bearer)
    }

    @Sendable private func showInterest(
        _ request: Request, _ context: KioskContext, _ bearer: BadgeBearer
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        let outcome = try await sessions.showInterest(
            in: try context.session(), badge: bearer.badge, request: try Wire.requestID(body.requestId), at: nil)
        return try await views.answer(outcome, for: bearer.registration)
    }

    @Sendable private func end(
        _ request: Request, _ context: KioskContext, _ bearer: BadgeBearer
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        let outcome = try await sessions.end(
            try context.session(), badge: bearer.badge, request: try Wire.requestID(body.requestId), at: nil)
        return try await views.answer(outcome, for: bearer.registration)
    }

    private func answer(_ bearer: BadgeBearer) async throws -> Response {
        guard let person = try await store.registration(bearer.registration) else { throw Problem.badgeNotValid }
        let moment = now()
        let record = await store.read { [event] in
            AttendeeRecord(of: person.id, in: $0, places: event.places, at: moment)
        }
        let details = person.details
        return try Wire.response(
            AttendeeWire(
                event: .init(event), badgeName: details.badgeName,
                list: AttendeeWire.ListWire(details, livestreamAnswer: record.livestreamAnswer),
                checkedInAt: record.checkIn?.at, codeOfConduct: record.checkIn?.codeOfConduct,
                named: record.isNamed, recorded: record.isRecorded, place: record.place.map(placeName),
                stays: record.stays.map { .init(place: placeName($0.place), from: $0.from, to: $0.to) },
                boards: event.places.compactMap { place in
                    record.boards[place.id].map { .init(place: place.name, board: $0) }
                },
                posterKept: record.hasPosterDocument,
                hosted: try await views.wires(of: record.hosted, at: moment),
                attended: try await views.wires(of: record.attended, at: moment)))
    }

    private func placeName(_ place: PlaceID) -> String { event.place(place)?.name ?? place.rawValue }
}

extension AttendeeWire.ListWire {
    fileprivate init(_ details: RegistrationDetails, livestreamAnswer: Bool?) {
        self.init(
            orderCode: details.orderCode, email: details.email, affiliation: details.affiliation,
            pronouns: details.pronouns, role: details.role.rawValue, status: details.status.name,
            dietaryNeeds: details.dietaryNeeds, poster: details.poster.map(PosterWire.init),
            livestreamConsent: livestreamAnswer ?? details.livestreamConsent)
    }
}
