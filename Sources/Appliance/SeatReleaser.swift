// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import Logging
import Sealing
import ServiceLifecycle

/// Releases the seats of those who have not come at the times that the event file fixes.
///
/// It does so also when the daemon was off then; each time has an identifier of its own, so that it happens once.
struct SeatReleaser<Store: Journal & Roster>: Service {
    let desk: SeatDesk<Store>
    let event: Event
    let logger: Logger
    let now: @Sendable () -> Date

    private static var pause: Duration { .seconds(1) }

    func run() async throws {
        guard !moments.isEmpty else { return try await gracefulShutdown() }
        await cancelWhenGracefulShutdown { await watch() }
    }

    private var moments: [Date] { event.admission?.releases ?? [] }

    private func watch() async {
        var done: Set<Date> = []
        while !Task.isCancelled {
            do {
                try await releaseDue(&done)
            } catch {
                logger.error("cannot release seats", metadata: ["error.type": "\(type(of: error))"])
            }
            // Cancelled by a shutdown: the condition ends the loop.
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Releases what is due and not in `done`, which holds the times that are on record.
    func releaseDue(_ done: inout Set<Date>) async throws {
        for moment in moments where moment <= now() && !done.contains(moment) {
            switch try await desk.release(request: Self.request(at: moment, in: event.id), isDue: true, at: nil) {
            case .released(let count, _):
                done.insert(moment)
                logger.notice(
                    "seats were released",
                    metadata: ["seats.forfeited": "\(count.forfeited)", "seats.released": "\(count.released)"])
            case .requestUsedBefore: done.insert(moment)
            // There is no list yet.
            case .nothingToRelease: return
            }
        }
    }

    /// The identifier of the release at `moment`; it follows from event and time, so that there is one.
    static func request(at moment: Date, in event: Slug<Event>) -> FactID {
        FactID(
            UUID(digest: .origin.following(["seatsReleased", event.rawValue, String(moment.milliseconds)])))
    }
}
