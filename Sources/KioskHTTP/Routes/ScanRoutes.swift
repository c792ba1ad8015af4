// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Hummingbird

/// Badges at doors.
struct ScanRoutes<Store: Journal, Key: BadgeVerifier> {
    let doorkeeper: Doorkeeper<Store, Key>
    let event: Event
    let drawers: Drawers
    let limits: RateLimits
    let meters: KioskMeters

    private static var mostScans: Int { 500 }

    func add(to router: GuardedRouter) {
        router.on(
            .post, "/api/v1/scans", for: [.door, .organizer], whileLocked: [.door], upTo: BodyLimit.scans, use: create)
    }

    @Sendable private func create(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: ScanRequestWire.self, context)
        guard body.scans.count <= Self.mostScans else {
            throw Problem(.contentTooLarge, "tooManyScans", "Send at most \(Self.mostScans) scans at once.")
        }
        try limits.useScans(body.scans.count, at: station)
        let letInBy = try body.letsIn ? drawers.actor(of: request, at: station) : nil
        let scans = try body.scans.map { try $0.scan(at: station.duty.board, letInBy: letInBy) }
        for scan in scans { try check(scan, from: station) }
        var results: [ScanResultWire] = []
        for scan in scans {
            guard let result = try await doorkeeper.admit(scan, at: station.id) else { throw Problem.unknownPlace }
            meters.scanned(result.outcome)
            results.append(ScanResultWire(result))
        }
        return try Wire.response(ScanResultsWire(results: results))
    }

    /// A door speaks for its own place and board alone.
    private func check(_ scan: Scan, from station: Station) throws {
        if let own = station.duty.place, scan.place != own { throw Problem.otherPlace }
        if let own = station.duty.board, scan.board != own { throw Problem.otherPlace }
        guard let board = scan.board else { return }
        guard let place = event.place(scan.place) else { throw Problem.unknownPlace }
        guard board >= 1, board <= place.boards else {
            throw Problem(.notFound, "unknownBoard", "The poster session has no board of this number.")
        }
    }
}

extension Problem {
    static let unknownPlace = Problem(.notFound, "unknownPlace", "The event has no such place.")
    static let otherPlace = Problem(.forbidden, "otherPlace", "A door counts for its own place alone.")
}
