// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Logging
import ServiceLifecycle

/// Ends the event streams of stations that lost their token or were locked, as soon as they were.
struct StreamWarden<Directory: StationDirectory>: Service {
    let directory: Directory
    let presence: StationPresence
    let logger: Logger

    func run() async throws {
        let changes = directory.stationChanges()
        await cancelWhenGracefulShutdown {
            for await _ in changes {
                while await !look(), !Task.isCancelled {
                    // Cancelled by a shutdown: the condition ends the loop.
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
    }

    /// Ends the streams that are to end; tells whether that could be found out.
    private func look() async -> Bool {
        do {
            try await presence.endStreams { lease in
                guard let station = try await directory.station(withToken: lease.token) else { return false }
                guard station.id == lease.station else { return false }
                return !station.isLocked || Set.inServiceWhileLocked.contains(station.role)
            }
            return true
        } catch {
            // A file that cannot be read says nothing of who was revoked.
            logger.error("cannot read which stations are paired", metadata: ["error.type": "\(type(of: error))"])
            return false
        }
    }
}
