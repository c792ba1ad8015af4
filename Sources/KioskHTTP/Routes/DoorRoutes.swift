// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Hummingbird

import struct Foundation.Date

/// What doors hold for the time when they are cut off.
struct DoorRoutes<Store: Journal, Key: BadgeVerifier> {
    let doorkeeper: Doorkeeper<Store, Key>

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/door/keys", for: [.door], use: show)
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        guard let place = station.duty.place else { throw Problem.notAllowed }
        return try Wire.response(DoorKeysWire(await doorkeeper.briefing(forDoorOf: place)))
    }
}

private struct DoorKeysWire: Encodable {
    struct EventWire: Encodable {
        let id: String
        let tag: String
    }

    struct RevokedWire: Encodable {
        let serial: String
        let since: Date
    }

    struct RefusedWire: Encodable {
        let revoked: [RevokedWire]
        let notIssued: [String]
        let notCheckedIn: [String]
    }

    let event: EventWire
    let publicKey: String
    let refused: RefusedWire
    let inside: [String]

    init(_ briefing: DoorBriefing) {
        event = EventWire(id: briefing.event.rawValue, tag: Base32.encode(briefing.eventTag.bytes))
        publicKey = Base32.encode(briefing.publicKey)
        refused = RefusedWire(
            revoked: briefing.revoked.map { RevokedWire(serial: $0.serial.description, since: $0.since) },
            notIssued: briefing.notIssued.map(\.description),
            notCheckedIn: briefing.notCheckedIn.map(\.description))
        inside = briefing.inside.map(\.description)
    }
}
