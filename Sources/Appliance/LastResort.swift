// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Logging
import ServiceLifecycle

/// Ends the process some time after it was told to stop, whatever still runs.
///
/// A call of libcups to a printer that has fallen silent cannot be cut short, and nobody who stops a daemon waits for a
/// printer. What was answered is on the disk, and a badge that was being sent is looked up at the next start.
struct LastResort: Service {
    let patience: DispatchTimeInterval
    let logger: Logger

    func run() async throws {
        do {
            try await gracefulShutdown()
        } catch {
            // Not told to stop: another service failed, and its error ends the process.
            return
        }
        DispatchQueue.global().asyncAfter(deadline: .now() + patience) {
            logger.notice("stopped without waiting any longer")
            _exit(0)
        }
    }
}
