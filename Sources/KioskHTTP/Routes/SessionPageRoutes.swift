// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import NIOCore
import Programme

/// The way from a screen to a session's page on a phone.
struct SessionPageRoutes<Store: Journal> {
    let pages: SessionPages
    let store: Store

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/sessions/:id/qr.svg", for: .all, use: show)
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        guard let id = SessionID(try context.parameters.require("id")), await store.read({ $0.sessions[id] }) != nil
        else { throw Problem.unknownSession }
        return Response(
            status: .ok, headers: [.contentType: "image/svg+xml", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: try pages.code(of: id))))
    }
}
