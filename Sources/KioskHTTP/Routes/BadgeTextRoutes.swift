// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird

/// What stands on a person's badge, and correcting it.
struct BadgeTextRoutes<Store: Journal & Roster, Key: BadgeSigner> {
    let desk: BadgeTextDesk<Store>
    let press: BadgePress<Store, Key>
    let store: Store

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/registrations/:id/badge-text", for: .desks, use: show)
        router.on(.put, "/api/v1/registrations/:id/badge-text", for: .desks, use: correct)
    }

    private struct BadgeTextWire: Encodable {
        let badgeName: String
        @Nullable var pronouns: String?
        @Nullable var affiliation: String?
        let remarks: [BadgeRemarkWire]
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        guard let person = try await store.registration(try id(context)) else { throw Problem.unknownRegistration }
        return try await answer(person)
    }

    private struct CorrectionBody: Decodable {
        let badgeName: String
        let pronouns: String?
        let affiliation: String?
        let requestId: String

        func correction() throws -> BadgeCorrection {
            do {
                return try BadgeCorrection(badgeName: badgeName, pronouns: pronouns, affiliation: affiliation)
            } catch {
                throw Problem(error)
            }
        }
    }

    @Sendable private func correct(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: CorrectionBody.self, context)
        let request = try Wire.requestID(body.requestId)
        switch try await desk.correct(
            try id(context), to: try body.correction(), request: request, at: station.id)
        {
        case .corrected(let person): return try await answer(person)
        case .unknownRegistration: throw Problem.unknownRegistration
        case .requestUsedBefore: throw Problem.requestUsedBefore
        }
    }

    private func answer(_ person: Registration) async throws -> Response {
        let details = person.details
        return try Wire.response(
            BadgeTextWire(
                badgeName: details.badgeName, pronouns: details.pronouns, affiliation: details.affiliation,
                remarks: try await press.remarks(for: person).map(BadgeRemarkWire.init)))
    }

    private func id(_ context: KioskContext) throws -> RegistrationID {
        guard let id = RegistrationID(try context.parameters.require("id")) else { throw Problem.unknownRegistration }
        return id
    }
}
