// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Hummingbird

/// Badges at doors.
struct ScanRoutes<Store: Journal, Key: BadgeVerifier> {
    let doorkeeper: Doorkeeper<Store, Key>

    private static var mostScans: Int { 500 }

    func add(to router: GuardedRouter) {
        router.on(.post, "/api/v1/scans", for: [.door, .organizer], use: create)
    }

    @Sendable private func create(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: ScanRequestWire.self, context)
        guard body.scans.count <= Self.mostScans else {
            throw Problem(.contentTooLarge, "tooManyScans", "Send at most \(Self.mostScans) scans at once.")
        }
        let scans = try body.scans.map { try $0.scan() }
        if let own = station.duty.place, scans.contains(where: { $0.place != own }) { throw Problem.otherPlace }
        var results: [ScanResultWire] = []
        for scan in scans {
            guard let result = try await doorkeeper.admit(scan, at: station.id) else { throw Problem.unknownPlace }
            results.append(ScanResultWire(result))
        }
        return try Wire.response(ScanResultsWire(results: results))
    }
}

extension Problem {
    static let unknownPlace = Problem(.notFound, "unknownPlace", "The event has no such place.")
    static let otherPlace = Problem(.forbidden, "otherPlace", "A door counts for its own place alone.")
}
