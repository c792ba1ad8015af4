// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import NIOCore

import struct Foundation.Date

/// Lets nothing past without a paired station, except what everybody may see and what asks for a badge instead.
struct Gatekeeper<Directory: StationDirectory>: RouterMiddleware {
    let directory: Directory
    let presence: StationPresence
    /// Whether pages come by HTTPS and by nothing else.
    let isSecure: Bool
    let now: @Sendable () -> Date
    /// Shown to a person's browser in place of a page that is not for it.
    let pairingPage: ByteBuffer?

    func handle(
        _ request: Request, context: KioskContext,
        next: @concurrent (Request, KioskContext) async throws -> Response
    ) async throws -> Response {
        guard SameOrigin(isSecure: isSecure).allows(request) else { throw Problem.otherOrigin }
        if PublicRoutes.include(request) || AttendeeRoutesOnly.include(request) {
            return try await next(request, context)
        }
        var context = context
        try await identify(request, &context)
        guard !context.stations.isEmpty, !wantsOthersPage(request, context) else {
            return refusal(of: request, context)
        }
        return try await next(request, context)
    }

    /// Whether a person's browser asks for the page of a station that it is not: the pairing page says what to do.
    private func wantsOthersPage(_ request: Request, _ context: KioskContext) -> Bool {
        guard Self.wantsPage(request), let name = GuardedRouter.name(of: request) else { return false }
        return !context.stations.contains { $0.id == StationID(name) }
    }

    private static func wantsPage(_ request: Request) -> Bool {
        request.method == .get && request.headers[.accept]?.contains("text/html") ?? false
    }

    private func identify(_ request: Request, _ context: inout KioskContext) async throws {
        for token in Credentials.tokens(in: request, isSecure: isSecure) {
            if let station = try await directory.station(withToken: token) {
                context.stations.append(station)
            } else if let station = try await directory.station(withRevokedToken: token) {
                context.revoked.append(station)
            }
        }
        if !context.stations.isEmpty { presence.saw(context.stations, at: now()) }
    }

    private func refusal(of request: Request, _ context: KioskContext) -> Response {
        guard Self.wantsPage(request), let pairingPage else {
            return (context.revoked.isEmpty ? Problem.notPaired : Problem.stationRevoked).response
        }
        return Response(
            status: .unauthorized, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: pairingPage))
    }
}

/// What answers without a token: the pairing page, the attendees' pages, both with their parts, what they show to
/// everybody, the box's certificate authority, pairing itself, liveness and readiness.
enum PublicRoutes {
    private static let pages: Set<String> = ["/healthz", "/readyz", "/pair", "/me", CertificateRoutes.download]
    private static let folders = [
        "/kiosk/pair/", "/kiosk/lib/", "/kiosk/me/", "/b/", "/B/", "/s/", "/api/v1/public/",
    ]

    static func include(_ request: Request) -> Bool {
        let path = request.uri.path
        switch request.method {
        case .get, .head: return pages.contains(path) || folders.contains { path.hasPrefix($0) }
        case .post: return path == "/api/v1/stations"
        // Whose token was taken away gives its cookie back.
        case .delete: return path == "/api/v1/session"
        default: return false
        }
    }
}

/// What asks for a badge and never for a station.
enum AttendeeRoutesOnly {
    static func include(_ request: Request) -> Bool {
        let path = request.uri.path
        return path == "/api/v1/me" || path.hasPrefix("/api/v1/me/")
    }
}
