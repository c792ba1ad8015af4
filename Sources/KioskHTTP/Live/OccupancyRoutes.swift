// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird

/// The live counts, asked for once or followed.
struct OccupancyRoutes<Source: OccupancySource & Journal> {
    let feed: OccupancyFeed<Source>

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/occupancy", for: .all, use: show)
        router.on(.get, "/api/v1/places", for: .all, use: show)
        // The whole state at once and after each change.
        router.onStream("/api/v1/occupancy/events", for: .all) { [feed] _ in
            EventStream(wakes: feed.wakes) { feed.currentFrame }
        }
    }

    @Sendable private func show(_ request: Request, _ context: KioskContext, _ station: Station) throws -> Response {
        try Wire.response(feed.occupancy)
    }
}
