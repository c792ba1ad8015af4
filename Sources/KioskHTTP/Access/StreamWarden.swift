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
            for await _ in changes { await look() }
        }
    }

    private func look() async {
        do {
            try await presence.endStreams { lease in
                guard let station = try await directory.station(withToken: lease.token) else { return false }
                guard station.id == lease.station else { return false }
                return !station.isLocked || Set.inServiceWhileLocked.contains(station.role)
            }
        } catch {
            // A file that cannot be read says nothing of who was revoked; the next change looks again.
            logger.error("cannot read which stations are paired", metadata: ["error.type": "\(type(of: error))"])
        }
    }
}
