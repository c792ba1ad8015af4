// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Printing

/// Whether the daemon lives, and whether it can do its work, with how many of its printers; strangers learn no more.
struct HealthRoutes<Store: Journal> {
    let store: Store
    let board: PrinterBoard
    let printers: [NamedPrinter]
    let backups: @Sendable () -> BackupHealth

    private struct Health: Encodable {
        let status = "ok"
    }

    private struct Readiness: Encodable {
        let status = "ready"
        let printers: Int
        /// Those that take badges now.
        let fitPrinters: Int
        let backups: String
    }

    func add(to router: GuardedRouter) {
        router.onPublic(.get, "/healthz") { _, _ in try Wire.response(Health()) }
        router.onPublic(.get, "/readyz", use: ready)
    }

    /// Doors need no printer, so that a daemon without a fit one is ready all the same and says so.
    @Sendable private func ready(_ request: Request, _ context: KioskContext) async throws -> Response {
        do {
            try await store.catchUp()
        } catch {
            throw Problem(
                .serviceUnavailable, "unavailable", "The database cannot be read. See the daemon's log.",
                retryAfterSeconds: 2)
        }
        let fit = printers.count { board.standing(of: $0.id).isFit }
        return try Wire.response(Readiness(printers: printers.count, fitPrinters: fit, backups: backups().rawValue))
    }
}

/// How the backups that are made on a schedule stand.
package enum BackupHealth: String, Sendable {
    /// None are made.
    case off
    case good
    /// The last one came to nothing.
    case failing
}
