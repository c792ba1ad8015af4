// SPDX-License-Identifier: Apache-2.0

import Conference
import HTTPTypes
import Hummingbird
import Logging

import struct Foundation.Date

/// Pairing, and what a paired screen needs to know to start.
struct SessionRoutes<Directory: StationDirectory> {
    let directory: Directory
    let event: Event
    /// Whether stations come by HTTPS, and nothing else is to carry their cookies.
    let isSecure: Bool
    /// Whether somebody has a PIN, which opens doors' drawers and unlocks screens.
    let hasDrawers: Bool
    /// Whether sessions' cards come out of a printer.
    let printsCards: Bool
    let limits: RateLimits
    let now: @Sendable () -> Date

    func add(to router: GuardedRouter) {
        router.onPublic(.post, "/api/v1/stations", use: pair)
        router.on(.get, "/api/v1/session", for: .all, whileLocked: .all, use: show)
        router.onPublic(.delete, "/api/v1/session", use: forget)
    }

    private struct PairingRequest: Decodable {
        let code: String
    }

    private struct Paired: Encodable {
        let station: StationWire
        let token: String
    }

    @Sendable private func pair(_ request: Request, _ context: KioskContext) async throws -> Response {
        let body = try await request.body(as: PairingRequest.self, context)
        guard let code = PairingCode(body.code) else { throw Problem.pairingCodeUnknown }
        do {
            try limits.useCode(from: context.address)
        } catch {
            if limits.mayWarn() { context.logger.warning("too many pairing codes came that are none") }
            throw error
        }
        switch try await directory.pair(with: code, at: now()) {
        case .paired(let station, let token):
            limits.forgiveCode(from: context.address)
            var response = try Wire.response(Paired(station: StationWire(station), token: token), status: .created)
            response.headers[.setCookie] = Credentials.cookie(
                for: station.id, token: token, isSecure: isSecure)
            return response
        case .unknownCode: throw Problem.pairingCodeUnknown
        case .alreadyUsed:
            throw Problem(.conflict, "pairingCodeUsed", "This code was used already. Ask for a new one.")
        case .expired:
            throw Problem(.gone, "pairingCodeExpired", "This code has expired. Ask for a new one.")
        }
    }

    /// Takes the cookies of stations that were revoked out of the browser; no script can.
    @Sendable private func forget(_ request: Request, _ context: KioskContext) async throws -> Response {
        var response = Response(status: .noContent)
        for token in Credentials.tokens(in: request, isSecure: isSecure) {
            guard try await directory.station(withToken: token) == nil,
                let station = try await directory.station(withRevokedToken: token)
            else { continue }
            response.headers.append(
                HTTPField(name: .setCookie, value: Credentials.expiredCookie(of: station, isSecure: isSecure)))
        }
        return response
    }

    private struct Session: Encodable {
        struct EventWire: Encodable {
            struct CodeOfConductWire: Encodable {
                let version: String
                let text: String
            }

            let id: String
            let name: String
            let timeZone: String
            /// Whether any place is on the web, live.
            let livestreamed: Bool
            /// Whether sessions' cards come out of a printer.
            let printsCards: Bool
            let codeOfConduct: CodeOfConductWire
            let links: [EventLinkWire]
        }

        struct LockWire: Encodable {
            let locked: Bool
            @Nullable var afterSeconds: Int?
        }

        let station: StationWire
        let event: EventWire
        @Nullable var place: PlaceWire?
        let hasDrawer: Bool
        /// Whether the screen is locked, and when it locks itself; `nil` where no PIN could unlock it.
        @Nullable var lock: LockWire?
    }

    @Sendable private func show(_ request: Request, _ context: KioskContext, _ station: Station) throws -> Response {
        try Wire.response(
            Session(
                station: StationWire(station),
                event: Session.EventWire(
                    id: event.id.rawValue, name: event.name, timeZone: event.timeZone,
                    livestreamed: event.places.contains(where: \.livestreamed), printsCards: printsCards,
                    codeOfConduct: .init(version: event.codeOfConduct.version, text: event.codeOfConduct.text),
                    links: event.links.map(EventLinkWire.init)),
                place: station.duty.place.flatMap { event.place($0) }.map(PlaceWire.init),
                hasDrawer: station.role == .door && hasDrawers,
                lock: hasDrawers && station.role != .wall
                    ? .init(locked: station.isLocked, afterSeconds: event.screensLockAfterMinutes.map { $0 * 60 })
                    : nil))
    }
}

extension Problem {
    fileprivate static let pairingCodeUnknown = Problem(
        .notFound, "pairingCodeUnknown", "There is no such pairing code. Check it, or ask for a new one.")
}
