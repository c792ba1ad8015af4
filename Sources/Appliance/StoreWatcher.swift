// SPDX-License-Identifier: Apache-2.0

import Logging
import SQLiteStore
import ServiceLifecycle

import struct Foundation.Date

/// Brings the daemon up to date with what commands beside it record: an import, a new station.
struct StoreWatcher: Service {
    let store: SQLiteStore
    let lookups: @Sendable () async throws -> Void
    let logger: Logger

    /// A station that a command revoked goes on for no longer.
    private static var pause: Duration { .milliseconds(200) }

    func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
    }

    private func watch() async {
        var revision = await store.rosterRevision()
        var clock = ClockWatch()
        while !Task.isCancelled {
            do {
                if let seconds = clock.look(at: Date(), latest: await store.latestRecordedAt()) {
                    logger.warning(
                        "the clock is behind what is on record: set it right, or times on the boards will be wrong",
                        metadata: ["clock.behindSeconds": "\(seconds)"])
                }
                try await store.catchUp()
                let current = await store.rosterRevision()
                if current != revision {
                    revision = current
                    try await lookups()
                }
            } catch {
                logger.error(
                    "cannot read what other processes recorded", metadata: ["error.type": "\(type(of: error))"])
            }
            // Cancelled by a shutdown: the condition ends the loop.
            try? await Task.sleep(for: Self.pause)
        }
    }
}
