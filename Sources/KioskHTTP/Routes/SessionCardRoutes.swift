// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird
import NIOCore
import Programme

/// The cards that sessions have on the whiteboard.
struct SessionCardRoutes<Store: Journal & ProgrammeLibrary & Roster> {
    let press: SessionCardPress
    let event: Event
    let baseURL: String
    let store: Store

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/sessions/:id/card.pdf", for: [.desk, .problemDesk, .organizer], use: card)
    }

    @Sendable private func card(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        guard let id = SessionID(try context.parameters.require("id")),
            let session = await store.read({ $0.sessions[id] }), let text = try await store.sessionText(id)
        else { throw Problem.unknownSession }
        var host: String?
        if let id = session.host { host = try await store.registration(id)?.details.badgeName }
        let card = SessionCard(session, text, host: host, at: event, baseURL: baseURL)
        let bytes = try await press.pdf(
            topic: card.title, room: card.room, time: card.time, host: card.host, page: card.page)
        return Response(
            status: .ok, headers: [.contentType: "application/pdf", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
