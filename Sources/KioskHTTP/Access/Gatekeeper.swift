// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import NIOCore

/// Lets nothing past without a paired station, except what everybody may see and what asks for a badge instead.
struct Gatekeeper<Directory: StationDirectory>: RouterMiddleware {
    let directory: Directory
    /// Shown to a person's browser in place of a page that is not for it.
    let pairingPage: ByteBuffer?

    func handle(
        _ request: Request, context: KioskContext,
        next: @concurrent (Request, KioskContext) async throws -> Response
    ) async throws -> Response {
        if PublicRoutes.include(request) || AttendeeRoutesOnly.include(request) {
            return try await next(request, context)
        }
        var context = context
        context.stations = try await stations(of: request)
        guard !context.stations.isEmpty else { return refusal(of: request) }
        guard !Credentials.areAmbient(in: request) || isFromHere(request) else { throw Problem.otherOrigin }
        return try await next(request, context)
    }

    private func stations(of request: Request) async throws -> [Station] {
        var stations: [Station] = []
        for token in Credentials.tokens(in: request) {
            if let station = try await directory.station(withToken: token) { stations.append(station) }
        }
        return stations
    }

    private func refusal(of request: Request) -> Response {
        let wantsPage = request.headers[.accept]?.contains("text/html") ?? false
        guard request.method == .get, wantsPage, let pairingPage else { return Problem.notPaired.response }
        return Response(
            status: .unauthorized, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: pairingPage))
    }

    /// A change that a browser asks for names the page it comes from; it must be one of ours.
    private func isFromHere(_ request: Request) -> Bool {
        guard request.method != .get, let origin = request.headers[.origin] else { return true }
        guard let authority = request.head.authority, let scheme = origin.firstRange(of: "://") else { return false }
        return origin[scheme.upperBound...] == authority
    }
}

/// What answers without a token: the pairing page, the attendees' pages, both with their parts, what they show to
/// everybody, pairing itself, liveness and readiness.
enum PublicRoutes {
    private static let pages: Set<String> = ["/healthz", "/readyz", "/pair", "/me"]
    private static let folders = [
        "/kiosk/pair/", "/kiosk/lib/", "/kiosk/me/", "/b/", "/B/", "/s/", "/api/v1/public/",
    ]

    static func include(_ request: Request) -> Bool {
        let path = request.uri.path
        switch request.method {
        case .get, .head: return pages.contains(path) || folders.contains { path.hasPrefix($0) }
        case .post: return path == "/api/v1/stations"
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
