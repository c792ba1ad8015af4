// SPDX-License-Identifier: Apache-2.0

import Conference
import HTTPTypes
import Hummingbird
import Synchronization

/// Adds routes, each with the roles that it answers; there is no way to add one without.
struct GuardedRouter {
    typealias Handler = @Sendable (Request, KioskContext, Station) async throws -> Response

    private let router: Router<KioskContext>
    private let methods = PathMethods()
    private let meters: KioskMeters
    let streams: StreamKeeper
    /// Tells who asks with a badge; without it nobody does.
    private let bearer: (@Sendable (Request, KioskContext) async throws -> BadgeBearer)?

    init(
        router: Router<KioskContext>, meters: KioskMeters, streams: StreamKeeper,
        bearer: (@Sendable (Request, KioskContext) async throws -> BadgeBearer)? = nil
    ) {
        self.router = router
        self.meters = meters
        self.streams = streams
        self.bearer = bearer
    }

    /// Answers `method` and `path` for stations of these roles, handing the station that asks to `handler`.
    ///
    /// Stations whose screen is locked are refused, but for those that `whileLocked` names. A body of more than
    /// `mostBytes` is not read.
    func on(
        _ method: HTTPRequest.Method, _ path: RouterPath, for roles: Set<StationRole>,
        whileLocked: Set<StationRole> = [], upTo mostBytes: Int = BodyLimit.usual, use handler: @escaping Handler
    ) {
        add(method, path) { [meters] request, context in
            let station = try Self.station(asking: request, context, roles: roles)
            guard !station.isLocked || whileLocked.contains(station.role) else { throw Problem.stationLocked }
            context.trail?.station.withLock { $0 = station.id }
            return try await handler(request, try context.taking(request, upTo: mostBytes), station)
                .counted(as: station.role, by: meters)
        }
    }

    /// Streams what `handler` makes to stations of these roles, for as long as the station that asks is neither revoked
    /// nor locked; a door's goes on while it is locked, if `servesLockedDoors`.
    func onStream(
        _ path: RouterPath, for roles: Set<StationRole>, servesLockedDoors: Bool = false,
        use handler: @escaping @Sendable (Station) -> EventStream
    ) {
        on(.get, path, for: roles, whileLocked: servesLockedDoors ? .inServiceWhileLocked : []) {
            [streams] request, context, station in
            handler(station).response(to: request, context, for: station, by: streams)
        }
    }

    /// Answers whoever shows a live badge of their own, handing the badge's owner to `handler`.
    ///
    /// For the routes of ``AttendeeRoutesOnly`` alone: with others, the gatekeeper asks for a station.
    func onBadge(
        _ method: HTTPRequest.Method, _ path: RouterPath, upTo mostBytes: Int = BodyLimit.usual,
        use handler: @escaping @Sendable (Request, KioskContext, BadgeBearer) async throws -> Response
    ) {
        add(method, path) { [bearer] request, context in
            guard let bearer else { throw Problem.badgeNotValid }
            let person = try await bearer(request, context)
            return try await handler(request, try context.taking(request, upTo: mostBytes), person)
        }
    }

    /// Answers everybody; for the routes of ``PublicRoutes`` alone.
    func onPublic(
        _ method: HTTPRequest.Method, _ path: RouterPath,
        use handler: @escaping @Sendable (Request, KioskContext) async throws -> Response
    ) {
        add(method, path) { try await handler($0, try $1.taking($0, upTo: BodyLimit.ofStrangers)) }
    }

    /// Answers every other method of the paths that were added by which there are.
    func refuseOtherMethods() {
        for (path, known) in methods.all {
            for method in PathMethods.common where !known.contains(method) {
                router.on(path, method: method) { _, _ -> Response in throw Problem.methodNotAllowed(known) }
            }
        }
    }

    private func add(
        _ method: HTTPRequest.Method, _ path: RouterPath,
        _ handler: @escaping @Sendable (Request, KioskContext) async throws -> Response
    ) {
        methods.note(method, at: path)
        router.on(path, method: method, use: handler)
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
            let isRevoked = context.revoked.contains { $0 == StationID(named) }
            throw isRevoked ? Problem.stationRevoked : Problem.notPaired
        }
        guard roles.contains(station.role) else { throw Problem.notAllowed }
        return station
    }

    private static let stationHeader = HTTPField.Name("Lanyard-Station")

    static func name(of request: Request) -> String? {
        stationHeader.flatMap { request.headers[$0] } ?? request.uri.queryParameters["station"].map(String.init)
    }
}

/// The methods of each path.
private final class PathMethods {
    static let common: [HTTPRequest.Method] =
        [.get, .head, .post, .put, .patch, .delete, .options, .trace]
        + [HTTPRequest.Method(rawValue: "QUERY")].compactMap { $0 }

    private var known: [(path: RouterPath, methods: [HTTPRequest.Method])] = []

    var all: [(path: RouterPath, methods: [HTTPRequest.Method])] { known }

    func note(_ method: HTTPRequest.Method, at path: RouterPath) {
        if let index = known.firstIndex(where: { $0.path.description == path.description }) {
            known[index].methods.append(method)
        } else {
            known.append((path, [method]))
        }
    }
}

extension Set<StationRole> {
    static var all: Self { Set(StationRole.allCases) }
    static var desks: Self { [.desk, .supervisor] }
    /// A door whose screen is locked goes on counting; a wall has nothing to lock.
    static var inServiceWhileLocked: Self { [.door, .wall] }
}
