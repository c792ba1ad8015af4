// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Hummingbird

import struct Foundation.Date

/// What doors hold for the time when they are cut off, and what their cameras see.
struct DoorRoutes<Store: Journal, Key: BadgeVerifier> {
    let doorkeeper: Doorkeeper<Store, Key>
    let camera: DoorCamera<Key>
    let limits: RateLimits

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/door/keys", for: [.door], whileLocked: [.door], use: show)
        router.on(
            .post, "/api/v1/door/frames", for: [.door], whileLocked: [.door], upTo: DoorCamera<Key>.mostBytes, use: look
        )
    }

    @Sendable private func look(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        try limits.usePicture(at: station.id)
        let picture = try await request.body.collect(upTo: context.maxUploadSize)
        guard let sighting = try await camera.look(at: picture.readableBytesView) else {
            throw Problem.malformed("A picture is its width and height, in two bytes each, and a byte for each pixel.")
        }
        return try Wire.response(try SightingWire(sighting))
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        guard let place = station.duty.place else { throw Problem.notAllowed }
        return try Wire.response(DoorKeysWire(await doorkeeper.briefing(forDoorOf: place)))
    }
}

private struct SightingWire: Encodable {
    enum Sight: String, Encodable {
        case nothing, badge, foreign, unreadable
    }

    let sight: Sight
    @Nullable var badge: String?

    init(_ sighting: Sighting) throws {
        switch sighting {
        case .nothing: sight = .nothing
        case .foreignBadge: sight = .foreign
        case .noBadge: sight = .unreadable
        case .badge(let token):
            sight = .badge
            badge = token.text
        case .tooManyPictures:
            throw Problem(
                .serviceUnavailable, "busy", "Too many pictures came at once. Send the next one.", retryAfterSeconds: 1)
        }
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

    struct HoursWire: Encodable {
        let opens: Date
        let closes: Date
    }

    struct RefusedWire: Encodable {
        let revoked: [RevokedWire]
        let notCheckedIn: [String]
    }

    let event: EventWire
    let publicKey: String
    let refused: RefusedWire
    let inside: [String]
    /// Where a meal is given out, when it may be had once more.
    @Nullable var mealAgainAt: Date?
    let open: Bool
    let hours: [HoursWire]

    init(_ briefing: DoorBriefing) {
        event = EventWire(id: briefing.event.rawValue, tag: Base32.encode(briefing.eventTag.bytes))
        publicKey = Base32.encode(briefing.publicKey)
        refused = RefusedWire(
            revoked: briefing.revoked.map { RevokedWire(serial: $0.serial.description, since: $0.since) },
            notCheckedIn: briefing.notCheckedIn.map(\.description))
        inside = briefing.inside.map(\.description)
        mealAgainAt = briefing.mealAgainAt
        open = briefing.isOpen
        hours = briefing.hours.map { HoursWire(opens: $0.opens, closes: $0.closes) }
    }
}
