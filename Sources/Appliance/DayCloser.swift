// SPDX-License-Identifier: Apache-2.0

import Conference
import Logging
import ServiceLifecycle

import struct Foundation.Date

/// Puts on record that nobody is inside any more once a day of the event or a place's hours are over.
///
/// It does so in its own time, also when the daemon was off then.
struct DayCloser<Store: Journal>: Service {
    let journal: Store
    let event: Event
    let ends: [DayEnd]
    let logger: Logger
    let now: @Sendable () -> Date

    private static var pause: Duration { .seconds(5) }

    func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
    }

    private func watch() async {
        while !Task.isCancelled {
            do {
                let cleared = try await closeDays()
                if cleared > 0 { logger.info("a day or a session is over", metadata: ["places.cleared": "\(cleared)"]) }
            } catch {
                logger.error("cannot record the end of the day", metadata: ["error.type": "\(type(of: error))"])
            }
            // Cancelled by a shutdown: the condition ends the loop.
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Records what is due and returns how many places that emptied; the writer is left alone while nothing is.
    func closeDays() async throws -> Int {
        let moment = now()
        let sessions = SessionEnd.all(of: event)
        let due: @Sendable (ConferenceState) -> [Fact] = { [ends, event] state in
            DayEnd.due(ends, at: moment, places: event.places.map(\.id), in: event.id, state.occupancy)
                + SessionEnd.due(sessions, at: moment, in: event.id, state.occupancy)
        }
        guard await !journal.read({ due($0).isEmpty }) else { return 0 }
        return try await journal.decide { context in
            let fresh = try due(context.state).filter { try context.fact($0.id) == nil }
            return Decision(recording: fresh, answer: fresh.count)
        }
    }
}
