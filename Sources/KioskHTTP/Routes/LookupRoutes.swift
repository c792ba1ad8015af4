// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird
import Logging
import PhotoID

/// Finding and comparing a person.
struct LookupRoutes<Store: Journal & Roster, Key: BadgeVerifier> {
    let event: Event
    let desk: LookupDesk<Store, Key>
    let seats: SeatDesk<Store>
    let store: Store
    let stationNames: StationNames
    let limits: RateLimits
    let meters: KioskMeters
    let watch: DeskWatch<Store>

    func add(to router: GuardedRouter) {
        router.on(.post, "/api/v1/lookups", for: .desks, use: lookUp)
        router.on(.get, "/api/v1/registrations/:id", for: .desks, use: show)
    }

    private struct LookupRequest: Decodable {
        let input: String
    }

    private struct Answer: Encodable {
        struct Candidate: Encodable {
            let registration: CandidateWire
            let reasons: [String]
            let seat: SeatWire
            @Nullable var checkedIn: CheckedInWire?
        }

        let decision: String
        let source: String
        let candidates: [Candidate]
    }

    @Sendable private func lookUp(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        try limits.useLookup(at: station.id)
        let body = try await request.body(as: LookupRequest.self, context)
        let start = ContinuousClock.now
        let answer = try await desk.lookUp(body.input)
        meters.lookedUp(answer.decision, after: ContinuousClock.now - start)
        // While the rest of the answer is put together; nobody is told before it is on record.
        async let isRecorded = watch.noteLookup(answer, at: station.id)
        let names = try await stationNames.all()
        let standings = try await seats.standings(of: answer.candidates.map(\.registration))
        if await !isRecorded { context.logger.warning("a look-up is on no record") }
        return try Wire.response(
            Answer(
                decision: answer.decision.rawValue, source: answer.source.rawValue,
                candidates: zip(answer.candidates, standings).map { candidate, seat in
                    Answer.Candidate(
                        registration: CandidateWire(candidate.registration), reasons: words(for: candidate),
                        seat: SeatWire(seat),
                        checkedIn: candidate.checkIn.map { CheckedInWire($0, stationName: names.name(of: $0.station)) })
                }))
    }

    /// The codes that the screens have words for, with their details behind a colon.
    ///
    /// A detail quotes letters of the registered name: where the badge shows another one, it would give that away.
    private func words(for candidate: LookupCandidate) -> [String] {
        let details = candidate.registration.details
        let mayQuote = details.badgeName == details.fullName
        return candidate.reasons.map { reason in
            reason.detail.flatMap { mayQuote ? "\(reason.code): \($0)" : nil } ?? reason.code
        }
    }

    private struct Found: Encodable {
        let registration: RegistrationWire
        let seat: SeatWire
        @Nullable var checkedIn: CheckedInWire?
        @Nullable var badge: BadgeWire?
        /// Whether the person agrees to be seen on a livestream, as said at the desk or else on the list.
        @Nullable var livestream: Bool?
        /// The version of the code of conduct that the person agreed to last.
        @Nullable var agreedTo: String?
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        try limits.useLookup(at: station.id)
        let id = RegistrationID(try context.parameters.require("id"))
        guard let id, let registration = try await store.registration(id) else { throw Problem.unknownRegistration }
        async let isRecorded = watch.noteOpening(at: station.id)
        let event = event
        let (checkIn, badge, boards, livestream, agreedTo) = await store.read {
            (
                $0.checkIns[id], $0.badge(of: id), $0.posters.boards(of: id, in: event),
                $0.consentsToLivestream(registration), $0.agreements[id]
            )
        }
        guard let seat = try await seats.standings(of: [registration]).first else { throw Problem.unknownRegistration }
        let names = try await stationNames.all()
        if await !isRecorded { context.logger.warning("a look-up is on no record") }
        return try Wire.response(
            Found(
                registration: RegistrationWire(registration, boards: boards), seat: SeatWire(seat),
                checkedIn: checkIn.map { CheckedInWire($0, stationName: names.name(of: $0.station)) },
                badge: badge.map { BadgeWire(serial: $0.serial) }, livestream: livestream, agreedTo: agreedTo))
    }
}

extension Problem {
    static let unknownRegistration = Problem(
        .notFound, "unknownRegistration", "There is no such registration. It may have been removed from the list.")
}
