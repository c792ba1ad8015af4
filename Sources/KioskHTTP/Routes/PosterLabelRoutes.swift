// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird

/// The labels of posters' boards, to be printed.
struct PosterLabelRoutes<Store: Journal & Roster> {
    let event: Event
    let press: BoardLabelPress<Store>

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/posters/labels.pdf", for: [.desk, .supervisor, .organizer], use: show)
    }

    @Sendable private func show(_ request: Request, _ context: KioskContext, _ station: Station) async throws
        -> Response
    {
        let place = try request.uri.queryParameters["place"].map(Self.place)
        if let place, event.place(place)?.kind != .posterSession { throw Problem.unknownPlace }
        guard let sheet = try await press.labels(of: place) else {
            throw Problem(.notFound, "noLabels", "No poster has a board there yet.")
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(event.id)-poster-labels.pdf\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: sheet.bytes)))
    }

    private static func place(_ text: Substring) throws -> PlaceID {
        guard let place = PlaceID(String(text)) else { throw Problem.unknownPlace }
        return place
    }
}
