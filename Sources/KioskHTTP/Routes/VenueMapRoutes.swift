// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import NIOCore

/// The venue's map as the event's folder has it, looked over when the daemon started.
struct VenueMapRoutes {
    let svg: [UInt8]?

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/map", for: [.organizer, .wall], use: show)
    }

    @Sendable private func show(_ request: Request, _ context: KioskContext, _ station: Station) throws -> Response {
        guard let svg else { throw Problem.notFound }
        return Response(
            status: .ok, headers: [.contentType: "image/svg+xml", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: svg)))
    }
}
