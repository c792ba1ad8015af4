// SPDX-License-Identifier: Apache-2.0

import Conference
import Logging
import Programme
import SQLiteStore
import ServiceLifecycle

/// Gives boards to posters that have none: when the daemon starts, when the list changes and when seats are released.
struct BoardKeeper: Service {
    let store: SQLiteStore
    let posters: PosterDesk<SQLiteStore>
    let logger: Logger

    /// What decides who gets a board.
    private struct Causes: Equatable {
        let roster: Int
        let seats: SeatBook
        let boards: PosterBook
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { await follow() }
    }

    private func follow() async {
        let changes = store.programmeChanges()
        // Looked at before: what changes meanwhile is another cause.
        var seen = await causes()
        var overflow = await assign(after: [:])
        for await _ in changes {
            let causes = await causes()
            guard causes != seen else { continue }
            seen = causes
            overflow = await assign(after: overflow)
        }
    }

    private func causes() async -> Causes {
        let roster = await store.rosterRevision()
        return await store.read { Causes(roster: roster, seats: $0.seats, boards: $0.posters) }
    }

    private func assign(after overflow: [PlaceID: Int]) async -> [PlaceID: Int] {
        do {
            let round = try await posters.assignBoards()
            if round.assigned > 0 {
                logger.info("posters got boards", metadata: ["boards.assigned": "\(round.assigned)"])
            }
            if round.overflow != overflow {
                for (place, count) in round.overflow.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    logger.warning(
                        "posters have no board: all are taken",
                        metadata: ["place.id": "\(place)", "posters.withoutBoard": "\(count)"])
                }
            }
            return round.overflow
        } catch {
            logger.error("cannot give boards to posters", metadata: ["error.type": "\(type(of: error))"])
            return overflow
        }
    }
}
