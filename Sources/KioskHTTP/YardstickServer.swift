// SPDX-License-Identifier: Apache-2.0

package import Conference
package import Doors
import Hummingbird
import HummingbirdCore
package import Logging
package import ServiceLifecycle

import struct Foundation.Date

/// A server to hold the daemon's speed against: the same guards, middleware and JSON, and less behind it.
///
/// `/yardstick/echo` reads scans and answers as a door is answered, without deciding or recording anything. `/api/v1/scans`
/// does what `doorkeeper` does, whose store may differ from the daemon's.
package func yardstickServer<Store: Journal & StationDirectory, Key: BadgeVerifier>(
    _ doorkeeper: Doorkeeper<Store, Key>, directory: Store, event: Event, drawers: Drawers, address: KioskAddress,
    logger: Logger
) -> some Service {
    let router = Router(context: KioskContext.self)
    let presence = StationPresence()
    let meters = KioskMeters()
    router.addMiddleware {
        RequestRecorder(meters: meters)
        SecurityHeaders(isSecure: false)
        ErrorMiddleware()
        Gatekeeper(directory: directory, presence: presence, isSecure: false, now: { Date() }, pairingPage: nil)
    }
    let guarded = GuardedRouter(
        router: router, meters: meters, streams: StreamKeeper(directory: directory, presence: presence, isSecure: false)
    )
    ScanRoutes(
        doorkeeper: doorkeeper, event: event, drawers: drawers, limits: RateLimits(seconds: Drawers.uptime()),
        meters: meters
    ).add(to: guarded)
    EchoRoute(event: event).add(to: guarded)
    return Application(
        router: router, server: .http1(configuration: .kiosk(Connections(most: mostConnections))),
        configuration: ApplicationConfiguration(
            address: .hostname(address.host, port: address.port), serverName: "lanyard"),
        logger: logger)
}

/// More than any load asks for.
private let mostConnections = 1_024

private struct EchoRoute {
    let event: Event

    func add(to router: GuardedRouter) {
        router.on(.post, "/yardstick/echo", for: [.door, .organizer], upTo: BodyLimit.scans) { request, context, _ in
            let scans = try await request.body(as: ScanRequestWire.self, context).scans.map {
                try $0.scan(at: nil, letInBy: nil)
            }
            let results = try scans.map { scan in
                guard let place = event.place(scan.place) else { throw Problem.unknownPlace }
                return ScanResultWire(
                    ScanResult(
                        id: scan.id, outcome: .entered, place: place, inside: 1,
                        badgeName: scan.badge.prefix(12).description))
            }
            return try Wire.response(ScanResultsWire(results: results))
        }
    }
}
