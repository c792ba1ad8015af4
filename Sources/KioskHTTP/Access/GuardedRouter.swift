// SPDX-License-Identifier: Apache-2.0

import Conference
import HTTPTypes
import Hummingbird

/// Adds routes, each with the roles that it answers; there is no way to add one without.
struct GuardedRouter {
    typealias Handler = @Sendable (Request, KioskContext, Station) async throws -> Response

    let router: Router<KioskContext>
    /// Tells who asks with a badge; without it nobody does.
    var bearer: (@Sendable (Request, KioskContext) async throws -> BadgeBearer)?

    /// Answers `method` and `path` for stations of these roles, handing the station that asks to `handler`.
    func on(
        _ method: HTTPRequest.Method, _ path: RouterPath, for roles: Set<StationRole>, use handler: @escaping Handler
    ) {
        router.on(path, method: method) { request, context in
            try await handler(request, context, try Self.station(asking: request, context, roles: roles))
        }
    }

    /// Answers whoever shows a live badge of their own, handing the badge's owner to `handler`.
    ///
    /// For the routes of ``AttendeeRoutesOnly`` alone: with others, the gatekeeper asks for a station.
    func onBadge(
        _ method: HTTPRequest.Method, _ path: RouterPath,
        use handler: @escaping @Sendable (Request, KioskContext, BadgeBearer) async throws -> Response
    ) {
        router.on(path, method: method) { [bearer] request, context in
            guard let bearer else { throw Problem.badgeNotValid }
            return try await handler(request, context, try await bearer(request, context))
        }
    }

    /// Answers everybody; for the routes of ``PublicRoutes`` alone.
    func onPublic(
        _ method: HTTPRequest.Method, _ path: RouterPath,
        use handler: @escaping @Sendable (Request, KioskContext) async throws -> Response
    ) {
        router.on(path, method: method) { try await handler($0, $1) }
    }

    /// The station that the request names in `Lanyard-Station` or `?station=`, or else the first with a fitting role.
    private static func station(
        asking request: Request, _ context: KioskContext, roles: Set<StationRole>
    ) throws -> Station {
        guard let named = name(of: request) else {
            guard let station = context.stations.first(where: { roles.contains($0.role) }) else {
                throw Problem.notAllowed
            }
            return station
        }
        guard let station = context.stations.first(where: { $0.id == StationID(named) }) else {
            throw Problem.notPaired
        }
        guard roles.contains(station.role) else { throw Problem.notAllowed }
        return station
    }

    private static let stationHeader = HTTPField.Name("Lanyard-Station")

    private static func name(of request: Request) -> String? {
        stationHeader.flatMap { request.headers[$0] } ?? request.uri.queryParameters["station"].map(String.init)
    }
}

extension Set<StationRole> {
    static var all: Self { Set(StationRole.allCases) }
    static var desks: Self { [.desk, .supervisor] }
}
