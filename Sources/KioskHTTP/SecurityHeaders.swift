// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

/// What every answer tells browsers not to do.
struct SecurityHeaders: RouterMiddleware {
    /// Whether pages come by HTTPS and by nothing else.
    let isSecure: Bool

    /// Screens have files of their own for everything; what is not named here they do not need.
    private static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "manifest-src 'self'", "worker-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    /// A door's camera, and nothing else of what a browser could hand out.
    private static let permissionsPolicy =
        (["camera=(self)"]
        + [
            "microphone", "geolocation", "display-capture", "payment", "usb", "serial", "hid", "midi",
            "accelerometer", "gyroscope", "magnetometer", "publickey-credentials-get",
        ].map { "\($0)=()" }).joined(separator: ", ")

    /// As long as a cookie lives, for this name alone.
    ///
    /// Browsers keep it only where they trust the certificate.
    private static let strictTransportSeconds = 14 * 24 * 3600

    /// What is no page needs less: every scan carries it.
    private static let contentSecurityPolicyOfData = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"

    private static let always = named([
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ])
    private static let forPages = named([
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Permissions-Policy", permissionsPolicy),
        ("X-Frame-Options", "DENY"),
    ])

    private static func named(_ headers: [(String, String)]) -> [(HTTPField.Name, String)] {
        headers.compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }

    func handle(
        _ request: Request, context: KioskContext,
        next: @concurrent (Request, KioskContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let isData = Self.isData(response)
        // An answer may be stricter than all others.
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] =
                isData ? Self.contentSecurityPolicyOfData : Self.contentSecurityPolicy
        }
        // What says nothing of it may have people in it.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        for (name, value) in Self.always { response.headers[name] = value }
        if !isData { for (name, value) in Self.forPages { response.headers[name] = value } }
        if isSecure, !isLocalHost(request) {
            response.headers[.strictTransportSecurity] = "max-age=\(Self.strictTransportSeconds)"
        }
        return response
    }

    private static func isData(_ response: Response) -> Bool {
        guard let type = response.headers[.contentType] else { return false }
        return type.hasPrefix("application/json") || type.hasPrefix("application/problem+json")
            || type.hasPrefix("text/event-stream")
    }

    /// What somebody works on at this machine's other ports is not to be made HTTPS by us.
    private func isLocalHost(_ request: Request) -> Bool {
        let authority = request.head.authority?.lowercased() ?? ""
        return authority == "localhost" || authority.hasPrefix("localhost:")
    }
}
