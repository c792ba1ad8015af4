// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird

/// The live counts, asked for once or followed.
struct OccupancyRoutes<Source: OccupancySource & Journal> {
    let feed: OccupancyFeed<Source>

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/occupancy", for: .all, whileLocked: .inServiceWhileLocked, use: show)
        router.on(.get, "/api/v1/places", for: .all, whileLocked: .inServiceWhileLocked, use: show)
        // The whole state at once and after each change.
        router.onStream("/api/v1/occupancy/events", for: .all, servesLockedDoors: true) { [feed] station in
            EventStream(wakes: feed.wakes) { try feed.currentFrame(for: station) }
        }
    }

    @Sendable private func show(_ request: Request, _ context: KioskContext, _ station: Station) throws -> Response {
        try Wire.response(feed.occupancy(for: station))
    }
}
