// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird
import NIOCore
import Programme

/// The cards that sessions have on the whiteboard.
struct SessionCardRoutes<Store: Journal & ProgrammeLibrary & Roster> {
    let press: SessionCardPress
    let desk: CardDesk<Store>
    let printJobs: PrintJobViews
    let event: Event
    let baseURL: String
    let store: Store

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/sessions/:id/card.pdf", for: [.desk, .supervisor, .organizer], use: card)
        router.on(.post, "/api/v1/sessions/:id/cards", for: [.desk, .supervisor, .organizer], use: print)
    }

    @Sendable private func card(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        guard let id = SessionID(try context.parameters.require("id")),
            let card = try await SessionCard(of: id, in: store, at: event, baseURL: baseURL)
        else { throw Problem.unknownSession }
        let bytes = try await press.pdf(
            topic: card.title, room: card.room, time: card.time, host: card.host, page: card.page)
        return Response(
            status: .ok, headers: [.contentType: "application/pdf", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private struct PrintBody: Decodable {
        let requestId: String
    }

    private struct Requested: Encodable {
        @Nullable var printJob: PrintJobWire?
    }

    /// Has the card printed; the same request again prints nothing more.
    @Sendable private func print(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: PrintBody.self, context)
        let session = try context.session()
        let id = try Wire.requestID(body.requestId)
        switch try await desk.print(session, request: id, at: station.id) {
        case .requested(let job):
            return try Wire.response(Requested(printJob: try await printJobs.view(of: job)), status: .created)
        case .noPrinter:
            throw Problem(
                .conflict, "noCardPrinter", "No printer prints cards here. Name one in event.toml, under [cards].")
        case .unknownSession: throw Problem.unknownSession
        case .requestUsedBefore: throw Problem.requestUsedBefore
        }
    }
}
