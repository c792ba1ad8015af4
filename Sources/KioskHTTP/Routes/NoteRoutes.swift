// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Programme

/// Notes on sessions and what people thought of them: from phones, and for organizers.
struct NoteRoutes<Store: Journal & ProgrammeLibrary & Roster> {
    let notes: NoteDesk<Store>
    let feedback: FeedbackDesk<Store>
    let store: Store
    let views: SessionViews<Store>

    func add(to router: GuardedRouter) {
        router.onPublic(.get, "/api/v1/public/sessions/:id") { _, context in
            try Wire.response(try await views.publicSession(try context.session()))
        }
        router.onBadge(.get, "/api/v1/me/sessions/:id") { _, context, bearer in
            try Wire.response(try await views.attended(try context.session(), by: bearer.registration))
        }
        router.onBadge(.post, "/api/v1/me/sessions/:id/notes", upTo: BodyLimit.note, use: write)
        router.onBadge(.post, "/api/v1/me/notes/:id/removals", use: takeBack)
        router.onBadge(.post, "/api/v1/me/sessions/:id/feedback", use: say)
        router.on(.get, "/api/v1/sessions/:id/notes", for: [.organizer]) { _, context, _ in
            try Wire.response(NotesWire(notes: try await views.notes(on: try await known(context), for: nil)))
        }
        router.on(.get, "/api/v1/sessions/:id/feedback", for: [.organizer]) { _, context, _ in
            try Wire.response(FeedbackWire(try await store.feedback(on: try await known(context))))
        }
        router.on(.post, "/api/v1/notes/:id/removals", for: [.organizer], use: takeDown)
    }

    private struct NoteBody: Decodable {
        let markdown: String
        let requestId: String
    }

    @Sendable private func write(
        _ request: Request, _ context: KioskContext, _ bearer: BadgeBearer
    ) async throws -> Response {
        let body = try await request.body(as: NoteBody.self, context)
        let session = try context.session()
        let wording: NoteWording
        do {
            wording = try NoteWording(body.markdown)
        } catch .missing {
            throw Problem(.badRequest, "textMissing", "The note says nothing.")
        } catch {
            throw Problem(error)
        }
        let outcome = try await notes.add(
            wording, to: session, by: bearer.registration, request: try Wire.requestID(body.requestId))
        if case .refused(let refusal) = outcome { throw Problem(refusal) }
        return try Wire.response(
            try await views.attended(session, by: bearer.registration), status: .created)
    }

    private struct PlainBody: Decodable {
        let requestId: String
    }

    @Sendable private func takeBack(
        _ request: Request, _ context: KioskContext, _ bearer: BadgeBearer
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        return try answer(
            try await notes.remove(
                try note(context), by: bearer.registration, request: try Wire.requestID(body.requestId)))
    }

    @Sendable private func takeDown(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: PlainBody.self, context)
        return try answer(
            try await notes.remove(
                try note(context), by: nil, request: try Wire.requestID(body.requestId), at: station.id))
    }

    private struct FeedbackBody: Decodable {
        let rating: Int
        let comment: String?
        let requestId: String
    }

    @Sendable private func say(
        _ request: Request, _ context: KioskContext, _ bearer: BadgeBearer
    ) async throws -> Response {
        let body = try await request.body(as: FeedbackBody.self, context)
        let session = try context.session()
        let opinion: Opinion
        do {
            opinion = try Opinion(rating: body.rating, comment: body.comment)
        } catch .impossibleRating {
            throw Problem(.badRequest, "impossibleRating", "rating must be a number from 1 to 5.")
        } catch .wording(let error) {
            throw Problem(error)
        }
        let outcome = try await feedback.give(
            opinion, on: session, by: bearer.registration, request: try Wire.requestID(body.requestId))
        if case .refused(let refusal) = outcome { throw Problem(refusal) }
        return try Wire.response(
            try await views.attended(session, by: bearer.registration), status: .created)
    }

    private struct RemovedWire: Encodable {
        let removed: String
    }

    private func answer(_ outcome: NoteOutcome) throws -> Response {
        switch outcome {
        case .recorded(let note): return try Wire.response(RemovedWire(removed: note.description))
        case .refused(let refusal): throw Problem(refusal)
        }
    }

    private func note(_ context: KioskContext) throws -> NoteID {
        guard let id = NoteID(try context.parameters.require("id")) else { throw Problem.unknownNote }
        return id
    }

    private func known(_ context: KioskContext) async throws -> SessionID {
        let id = try context.session()
        guard await store.read({ $0.sessions[id] }) != nil else { throw Problem.unknownSession }
        return id
    }
}

extension Problem {
    fileprivate static let unknownNote = Problem(.notFound, "unknownNote", "There is no such note of yours.")

    fileprivate init(_ refusal: NoteRefusal) {
        switch refusal {
        case .unknownSession: self = .unknownSession
        case .unknownNote: self = .unknownNote
        case .tooMany(let most):
            self = Problem(.conflict, "tooManyNotes", "One person writes \(most) notes at most. Take one down first.")
        case .requestUsedBefore: self = .requestUsedBefore
        }
    }

    fileprivate init(_ refusal: FeedbackRefusal) {
        switch refusal {
        case .unknownSession: self = .unknownSession
        case .notBegun: self = Problem(.conflict, "notBegun", "The session has not begun.")
        case .givenBefore:
            self = Problem(.conflict, "feedbackGiven", "Your feedback on this session is here already.")
        case .requestUsedBefore: self = .requestUsedBefore
        }
    }
}
