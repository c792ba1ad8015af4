// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird

/// Putting people on the list who came without being on it.
struct WalkInRoutes<Store: Journal> {
    let desk: WalkInDesk<Store>

    func add(to router: GuardedRouter) {
        router.on(.post, "/api/v1/registrations", for: [.supervisor], use: create)
    }

    private struct WalkInBody: Decodable {
        let badgeName: String
        let givenName: String?
        let familyName: String?
        let affiliation: String?
        let email: String?
        /// Registers the person also when no seat is free.
        let overCount: Bool?
        let requestId: String

        func walkIn() throws -> WalkIn {
            do {
                return try WalkIn(
                    badgeName: badgeName, givenName: givenName, familyName: familyName, affiliation: affiliation,
                    email: email)
            } catch {
                throw Problem(error)
            }
        }
    }

    private struct Registered: Encodable {
        let registration: CandidateWire
    }

    @Sendable private func create(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: WalkInBody.self, context)
        let id = try Wire.requestID(body.requestId)
        switch try await desk.register(
            try body.walkIn(), overCount: body.overCount == true, request: id, at: station.id)
        {
        case .registered(let person):
            return try Wire.response(Registered(registration: CandidateWire(person)), status: .created)
        case .noSeatFree(let waiting):
            throw Problem(
                .conflict, "noSeatFree",
                "No seat is free; \(waiting) people wait for one. Register with overCount to go over the count.")
        case .requestUsedBefore: throw Problem.requestUsedBefore
        }
    }
}

extension Problem {
    init(_ error: TypedTextError) {
        switch error {
        case .badgeNameMissing:
            self = Problem(.badRequest, "badgeNameMissing", "badgeName must say what is printed on the badge.")
        case .tooLong:
            self = Problem(.badRequest, "tooLong", "No field may be longer than \(TypedText.longest) characters.")
        case .emailMalformed: self = Problem(.badRequest, "emailMalformed", "email must be an address.")
        }
    }
}
