// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Meters
import NIOCore

/// The appliance's figures, for whoever sees to it and for programs that watch it.
struct MetricsRoutes {
    let page: @Sendable () async throws -> Exposition

    func add(to router: GuardedRouter) {
        router.on(.get, "/metrics", for: [.operator]) { _, _, _ in
            Response(
                status: .ok, headers: [.contentType: Exposition.mediaType, .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: try await page().text)))
        }
    }
}
