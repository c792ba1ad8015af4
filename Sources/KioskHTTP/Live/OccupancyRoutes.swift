// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird

/// The live counts, asked for once or followed.
struct OccupancyRoutes<Source: OccupancySource & Journal> {
    let feed: OccupancyFeed<Source>

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/occupancy", for: .all, use: show)
        router.on(.get, "/api/v1/places", for: .all, use: show)
        router.on(.get, "/api/v1/occupancy/events", for: .all, use: follow)
    }

    @Sendable private func show(_ request: Request, _ context: KioskContext, _ station: Station) throws -> Response {
        try Wire.response(feed.occupancy)
    }

    /// Streams the whole state at once and after each change, until either side goes away.
    @Sendable private func follow(_ request: Request, _ context: KioskContext, _ station: Station) -> Response {
        EventStream(wakes: feed.wakes) { feed.currentFrame }.response(to: request, context)
    }
}
