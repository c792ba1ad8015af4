// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird

/// The live counts and the sessions, followed over one connection.
struct LiveRoutes<Store: Journal & OccupancySource & ProgrammeLibrary & Roster> {
    let occupancy: OccupancyFeed<Store>
    let sessions: SessionFeed<Store>

    func add(to router: GuardedRouter) {
        router.onStream("/api/v1/events", for: .all, use: follow)
    }

    /// Streams both whole states at once and either after each change.
    @Sendable private func follow(_ station: Station) -> EventStream {
        let (occupancy, sessions) = (occupancy, sessions)
        return EventStream(
            wakes: { occupancy.wake.subscribe(with: sessions.wake) },
            frames: [{ try occupancy.currentFrame(for: station) }, { try await sessions.currentFrame() }]
        )
    }
}
