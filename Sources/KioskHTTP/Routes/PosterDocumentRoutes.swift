// SPDX-License-Identifier: Apache-2.0

import Conference
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Programme

/// Posters as documents: handed in, kept, and shown.
struct PosterDocumentRoutes<Store: Journal & Roster> {
    let event: Event
    let archive: PosterArchive<Store>
    let limits: RateLimits

    func add(to router: GuardedRouter) {
        // The archive counts what comes, and has words of its own for too much of it.
        router.on(
            .put, "/api/v1/posters/:id/document", for: [.desk, .supervisor, .organizer],
            upTo: BodyLimit.countedElsewhere, use: handIn)
        router.on(.get, "/api/v1/posters/:id/document", for: [.desk, .supervisor, .organizer], use: show)
        router.on(.get, "/api/v1/posters/:id/preview", for: [.desk, .supervisor, .organizer, .wall], use: showPreview)
    }

    private struct Kept: Encodable {
        let digest: String
        let preview: Bool
    }

    @Sendable private func handIn(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        do {
            try limits.useDocument(at: station.id)
        } catch {
            return error.closing(context.channel)
        }
        let size = request.headers[.contentLength].flatMap { Int($0) }
        let pieces = request.body.map { Array($0.readableBytesView) }
        let outcome: HandInOutcome
        do {
            outcome = try await archive.handIn(pieces, size: size, of: try Self.id(context), at: station.id)
        } catch let error as PosterShelfError {
            if case .unavailable(let cause) = error {
                context.logger.error("a document cannot be kept", metadata: ["error.cause": "\(cause)"])
            }
            return Problem(error).closing(context.channel)
        }
        switch outcome {
        case .kept(let digest):
            return try Wire.response(Kept(digest: digest, preview: archive.hasPreview(digest)))
        // What is still to come of it nobody reads.
        case .refused(let refusal): return Problem(refusal).closing(context.channel)
        }
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        try await file(.document, "application/pdf", request, context)
    }

    @Sendable private func showPreview(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        try await file(.preview, "image/png", request, context)
    }

    private func file(
        _ kind: PosterFile, _ type: String, _ request: Request, _ context: KioskContext
    ) async throws -> Response {
        guard let found = await archive.file(kind, of: try Self.id(context)) else { throw Problem.notFound }
        let tag = "\"\(found.digest)\""
        var headers: HTTPFields = [
            .contentType: type, .cacheControl: "private, no-cache", .eTag: tag,
            // Should a browser show it in spite of all, then without a script, a form or a plug-in.
            .contentSecurityPolicy: "sandbox; default-src 'none'; frame-ancestors 'none'",
        ]
        if kind == .document {
            let name = "\(event.id)-poster-\(found.digest.prefix(8)).pdf"
            headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        }
        guard request.headers[.ifNoneMatch] != tag else { return Response(status: .notModified, headers: headers) }
        return Response(
            status: .ok, headers: headers, body: try await FileIO().loadFile(path: found.path, context: context))
    }

    private static func id(_ context: KioskContext) throws -> RegistrationID {
        guard let id = RegistrationID(try context.parameters.require("id")) else { throw Problem.unknownRegistration }
        return id
    }
}

extension Problem {
    fileprivate init(_ error: PosterShelfError) {
        switch error {
        case .busy:
            self = Problem(
                .serviceUnavailable, "busy", "Too many documents come at once. Try again in a moment.",
                retryAfterSeconds: 5)
        case .unreadable: self = Problem(.unprocessableContent, "documentUnreadable", Self.unreadable)
        case .unavailable:
            self = Problem(
                .serviceUnavailable, "unavailable", "Nothing was kept: the disk is full or broken.",
                retryAfterSeconds: 30)
        }
    }

    private static var unreadable: String { "This PDF cannot be shown. Is it damaged, or locked with a password?" }

    fileprivate init(_ refusal: HandInRefusal) {
        switch refusal {
        case .unknownRegistration: self = .unknownRegistration
        case .noPoster: self = Problem(.conflict, "noPoster", "This person has no poster.")
        case .tooLarge: self = Problem(.contentTooLarge, "documentTooLarge", "A poster has no more than 30 MB.")
        case .notPDF: self = Problem(.unprocessableContent, "notPDF", "This is not a PDF.")
        case .unreadable: self = Problem(.unprocessableContent, "documentUnreadable", Self.unreadable)
        case .incomplete: self = Problem(.badRequest, "documentIncomplete", "Not all of it came. Send it again.")
        }
    }
}
