// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Programme

import struct Foundation.Date

/// The sessions: what is on, and starting, planning, moving, merging and ending them.
struct ProgrammeRoutes<Store: Journal & ProgrammeLibrary & Roster, Key: BadgeVerifier> {
    let desk: SessionDesk<Store, Key>
    let feed: SessionFeed<Store>
    let store: Store
    let now: @Sendable () -> Date

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/sessions", for: .all, use: list)
        router.onStream("/api/v1/sessions/events", for: .all) { [feed] _ in
            EventStream(wakes: feed.wakes) { try await feed.currentFrame() }
        }
        router.on(.post, "/api/v1/sessions", for: .hosts, use: open)
        router.on(.put, "/api/v1/sessions/:id/text", for: .planners, use: reword)
        router.on(.post, "/api/v1/sessions/:id/starts", for: .hosts, use: start)
        router.on(.post, "/api/v1/sessions/:id/moves", for: .planners, use: move)
        router.on(.post, "/api/v1/sessions/:id/merges", for: .planners, use: merge)
        router.on(.post, "/api/v1/sessions/:id/ends", for: .hosts, use: end)
        router.on(.post, "/api/v1/sessions/:id/reopenings", for: .planners, use: reopen)
        router.on(.post, "/api/v1/sessions/:id/interests", for: .hosts, use: showInterest)
    }

    @Sendable private func list(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let moment = now()
        return try Wire.response(SessionsWire(asOf: moment, sessions: try await feed.sessions(at: moment)))
    }

    private struct OpenBody: Decodable {
        let title: String
        let description: String?
        /// The text of the host's badge; a door asks for it.
        let badge: String?
        /// Where it is: without `starts`, now; without `place`, it is a proposal.
        let place: String?
        let starts: String?
        let ends: String?
        let requestId: String

        var wording: SessionWording {
            get throws { try Self.read(title, description) }
        }

        static func read(_ title: String, _ description: String?) throws -> SessionWording {
            do {
                return try SessionWording(title: title, description: description)
            } catch {
                throw Problem(error)
            }
        }

        func time() throws -> SessionRequest.Time {
            let (starts, ends) = (try starts.map(Wire.date), try ends.map(Wire.date))
            guard let place else {
                guard starts == nil, ends == nil else {
                    throw Problem.malformed("A session with a time needs a place.")
                }
                return .undecided
            }
            guard let place = PlaceID(place) else { throw Problem.unknownPlace }
            guard let starts else { return .now(place, until: ends) }
            guard let ends else { throw Problem.malformed("A planned session needs ends.") }
            return .planned(SessionSlot(place: place, starts: starts, ends: ends))
        }
    }

    @Sendable private func open(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: OpenBody.self, context)
        let time = try body.time()
        if station.role == .door {
            guard body.badge != nil else { throw Problem.malformed("A door says by badge who starts a session.") }
            guard case .now(let place, _) = time, place == station.duty.place else { throw Problem.otherPlace }
        }
        let outcome = try await desk.open(
            SessionRequest(
                id: try Wire.requestID(body.requestId), wording: try body.wording, hostBadge: body.badge, time: time),
            at: station.id)
        return try await answer(outcome, status: .created)
    }

    private struct TextBody: Decodable {
        let title: String
        let description: String?
        let requestId: String
    }

    @Sendable private func reword(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: TextBody.self, context)
        return try await answer(
            try await desk.reword(
                try context.session(), try OpenBody.read(body.title, body.description),
                request: try Wire.requestID(body.requestId), at: station.id))
    }

    private struct StartBody: Decodable {
        let place: String
        let ends: String?
        let requestId: String
    }

    @Sendable private func start(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: StartBody.self, context)
        guard let place = PlaceID(body.place) else { throw Problem.unknownPlace }
        let id = try context.session()
        if let own = station.duty.place {
            // A door takes no session away from another room.
            let planned = await store.read { $0.sessions[id]?.slot?.place }
            guard place == own, planned ?? own == own else { throw Problem.otherPlace }
        }
        return try await answer(
            try await desk.start(
                id, in: place, until: try body.ends.map(Wire.date),
                request: try Wire.requestID(body.requestId), at: station.id))
    }

    private struct MoveBody: Decodable {
        let place: String
        let starts: String
        let ends: String
        let requestId: String
    }

    @Sendable private func move(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: MoveBody.self, context)
        guard let place = PlaceID(body.place) else { throw Problem.unknownPlace }
        let slot = SessionSlot(
            place: place, starts: try Wire.date(body.starts), ends: try Wire.date(body.ends))
        return try await answer(
            try await desk.move(
                try context.session(), to: slot, request: try Wire.requestID(body.requestId), at: station.id))
    }

    private struct MergeBody: Decodable {
        let into: String
        let requestId: String
    }

    @Sendable private func merge(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: MergeBody.self, context)
        guard let other = SessionID(body.into) else { throw Problem.unknownSession }
        return try await answer(
            try await desk.merge(
                try context.session(), into: other, request: try Wire.requestID(body.requestId), at: station.id))
    }

    private struct EndBody: Decodable {
        /// The host's badge; a door asks for it.
        let badge: String?
        let requestId: String
    }

    @Sendable private func end(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: EndBody.self, context)
        let id = try context.session()
        if station.role == .door {
            guard body.badge != nil else { throw Problem.malformed("A door says by badge who ends a session.") }
            let place = await store.read { $0.sessions[id]?.slot?.place }
            guard place == station.duty.place else { throw Problem.otherPlace }
        }
        return try await answer(
            try await desk.end(id, badge: body.badge, request: try Wire.requestID(body.requestId), at: station.id))
    }

    private struct PlainBody: Decodable {
        let requestId: String
    }

    @Sendable private func reopen(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        return try await answer(
            try await desk.reopen(try context.session(), request: try Wire.requestID(body.requestId), at: station.id))
    }

    private struct InterestBody: Decodable {
        let badge: String
        let requestId: String
    }

    @Sendable private func showInterest(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: InterestBody.self, context)
        return try await answer(
            try await desk.showInterest(
                in: try context.session(), badge: body.badge, request: try Wire.requestID(body.requestId),
                at: station.id))
    }

    private struct SessionAnswer: Encodable {
        let session: SessionWire
    }

    private func answer(_ outcome: SessionOutcome, status: HTTPResponse.Status = .ok) async throws -> Response {
        switch outcome {
        case .refused(let refusal): throw Problem(refusal, title: try await title(of: refusal))
        case .recorded(let session):
            guard let text = try await store.sessionText(session.id) else { throw Problem.unknownSession }
            var host: String?
            if let id = session.host { host = try await store.registration(id)?.details.badgeName }
            return try Wire.response(
                SessionAnswer(session: SessionWire(session, text, host: host, at: now())), status: status)
        }
    }

    /// What the session is called that is in the way.
    private func title(of refusal: SessionRefusal) async throws -> String? {
        guard case .taken(let other, _) = refusal else { return nil }
        return try await store.sessionText(other)?.title
    }
}

extension KioskContext {
    /// The session of the path.
    func session() throws -> SessionID {
        guard let id = SessionID(try parameters.require("id")) else { throw Problem.unknownSession }
        return id
    }
}

extension Set<StationRole> {
    /// Where people start and end sessions.
    fileprivate static var hosts: Self { [.desk, .supervisor, .door, .organizer] }
    /// Where sessions are planned.
    fileprivate static var planners: Self { [.desk, .supervisor, .organizer] }
}

extension Problem {
    static let unknownSession = Problem(.notFound, "unknownSession", "There is no such session.")

    init(_ error: WordingError) {
        switch error {
        case .missing: self = Problem(.badRequest, "titleMissing", "title must say what the session is about.")
        case .tooLong(let limit):
            self = Problem(.badRequest, "textTooLong", "No more than \(limit) characters fit there.")
        case .unprintable:
            self = Problem(
                .badRequest, "textUnprintable",
                "The text holds control characters or marks that turn its direction. Type it without them.")
        }
    }

    init(_ refusal: SessionRefusal, title: String?) {
        switch refusal {
        case .unknownSession: self = .unknownSession
        case .unknownPlace: self = .unknownPlace
        case .notARoom: self = Problem(.conflict, "notARoom", "Sessions are in rooms alone.")
        case .closed: self = Problem(.conflict, "closed", "The place is closed.")
        case .closedThen: self = Problem(.conflict, "closedThen", "The place is not open for all of that time.")
        case .taken(let other, let slot):
            self = Problem(
                .conflict, "roomTaken",
                "The room is taken from \(Wire.text(slot.starts)) to \(Wire.text(slot.ends)) by “\(title ?? "")”.")
            session = SessionInTheWay(
                id: other.description, title: title ?? "", starts: slot.starts, ends: slot.ends)
        case .impossibleTime:
            self = Problem(.badRequest, "impossibleTime", "A session ends after it begins, and within a day.")
        case .past: self = Problem(.conflict, "timePast", "That time is over.")
        case .over: self = Problem(.conflict, "sessionOver", "This session is over.")
        case .badge(let refusal): self = Problem(refusal.reason)
        case .notTheHost: self = Problem(.forbidden, "notTheHost", "This badge is not the host's.")
        case .sameSession: self = Problem(.badRequest, "sameSession", "A session cannot become part of itself.")
        case .requestUsedBefore: self = .requestUsedBefore
        }
    }
}
