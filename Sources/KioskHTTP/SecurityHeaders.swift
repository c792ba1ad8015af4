// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

/// What every answer tells browsers not to do.
struct SecurityHeaders: RouterMiddleware {
    private static let headers: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"),
        (.xContentTypeOptions, "nosniff"),
    ]
    private static let referrerPolicy = HTTPField.Name("Referrer-Policy")

    func handle(
        _ request: Request, context: KioskContext,
        next: @concurrent (Request, KioskContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // An answer may be stricter than all others.
        for (name, value) in Self.headers where response.headers[name] == nil { response.headers[name] = value }
        if let name = Self.referrerPolicy { response.headers[name] = "no-referrer" }
        return response
    }
}
