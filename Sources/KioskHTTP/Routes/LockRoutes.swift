// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Hummingbird
import Logging

/// Locking a screen, and unlocking it by a PIN.
///
/// The daemon holds the lock, so that no reload, no other window and no restart opens a screen. While it is locked the
/// station is refused whatever does not keep a door counting, see ``GuardedRouter``.
struct LockRoutes<Store: Journal & StationDirectory> {
    let directory: Store
    let drawers: Drawers
    let ledger: PINLedger<Store>

    private static var roles: Set<StationRole> { Set<StationRole>.all.subtracting([.wall]) }

    func add(to router: GuardedRouter) {
        router.on(.post, "/api/v1/session/lock", for: Self.roles, whileLocked: Self.roles, use: lock)
        router.on(.post, "/api/v1/session/unlock", for: Self.roles, whileLocked: Self.roles, use: unlock)
    }

    @Sendable private func lock(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        guard drawers.exist else {
            throw Problem(.conflict, "noPINs", "Nobody could unlock this screen: event.toml has no [[pins]].")
        }
        try await directory.setLocked(true, station.id)
        return Response(status: .noContent)
    }

    private struct PINBody: Decodable {
        let pin: String
    }

    @Sendable private func unlock(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: PINBody.self, context)
        let opening = drawers.check(body.pin, at: station.id)
        try await ledger.settle()
        switch opening {
        case .opened(_, let holder):
            try await directory.setLocked(false, station.id)
            context.logger.info(
                "screen unlocked", metadata: ["station": "\(station.id)", "holder": "\(holder.id.rawValue)"])
            return Response(status: .noContent)
        case .wrong: throw Problem.pinWrong
        case .locked(let seconds):
            context.logger.warning("screen's PINs locked after wrong ones", metadata: ["station": "\(station.id)"])
            throw Problem.drawerLocked(after: seconds)
        }
    }
}
