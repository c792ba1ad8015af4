// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Hummingbird
import Logging

/// Opening a door's drawer by a PIN, and closing it.
struct DrawerRoutes<Store: Journal> {
    let drawers: Drawers
    let ledger: PINLedger<Store>

    func add(to router: GuardedRouter) {
        router.on(.post, "/api/v1/drawer", for: [.door], use: open)
        router.on(.delete, "/api/v1/drawer", for: [.door], use: close)
    }

    private struct PINBody: Decodable {
        let pin: String
    }

    private struct OpenDrawer: Encodable {
        struct HolderWire: Encodable {
            let id: String
            let name: String
        }

        let key: String
        let holder: HolderWire
        let idleSeconds: Int
    }

    @Sendable private func open(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: PINBody.self, context)
        let opening = drawers.open(body.pin, at: station.id)
        try await ledger.settle()
        switch opening {
        case .opened(let key, let holder):
            let answer = OpenDrawer(
                key: key.rawValue, holder: .init(id: holder.id.rawValue, name: holder.name),
                idleSeconds: Int(drawers.idleSeconds))
            return try Wire.response(answer, status: .created)
        case .wrong:
            throw Problem.pinWrong
        case .locked(let seconds):
            context.logger.warning("drawer locked after wrong PINs", metadata: ["station": "\(station.id)"])
            throw Problem.drawerLocked(after: seconds)
        }
    }

    @Sendable private func close(_ request: Request, _ context: KioskContext, _ station: Station) -> Response {
        if let key = Drawers.key(in: request) { drawers.close(key, at: station.id) }
        return Response(status: .noContent)
    }
}

extension Problem {
    static let pinWrong = Problem(.forbidden, "pinWrong", "This PIN opens nothing. Try again.")

    static func drawerLocked(after seconds: Double) -> Problem {
        Problem(
            .tooManyRequests, "drawerLocked", "Too many wrong PINs. None is looked at for a while.",
            retryAfterSeconds: Int(seconds.rounded(.up)))
    }
}
