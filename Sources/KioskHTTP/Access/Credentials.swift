// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird

/// Where a station's token travels: in an `Authorization: Bearer` header, or in a cookie named after the station.
enum Credentials {
    private static let cookiePrefix = "lanyard-"
    /// With it browsers take a cookie from this very host over HTTPS alone, and from no neighbour under the same name.
    private static let hostPrefix = "__Host-"
    /// A browser is asked to keep its cookie for two weeks: the set-up evening, the event, and the days between.
    private static let cookieSeconds = 14 * 24 * 3600

    /// All tokens that came with the request; more than any browser has are not looked at.
    static func tokens(in request: Request, isSecure: Bool) -> [String] {
        bearer(in: request).map { [$0] } ?? Array(cookieTokens(in: request, isSecure: isSecure).prefix(16))
    }

    /// Whether the request may be known by a cookie, which a browser sends even when another site asks it to.
    static func areCookies(in request: Request) -> Bool {
        bearer(in: request) == nil && request.headers[.cookie] != nil
    }

    static func cookie(for station: StationID, token: String, isSecure: Bool) -> String {
        "\(prefix(isSecure))\(station)=\(token); Path=/; Max-Age=\(cookieSeconds); HttpOnly; SameSite=Strict"
            + (isSecure ? "; Secure" : "")
    }

    /// What makes a browser forget the station's cookie.
    static func expiredCookie(of station: StationID, isSecure: Bool) -> String {
        "\(prefix(isSecure))\(station)=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }

    private static func prefix(_ isSecure: Bool) -> String { isSecure ? hostPrefix + cookiePrefix : cookiePrefix }

    private static func bearer(in request: Request) -> String? {
        guard let header = request.headers[.authorization] else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return "" }
        return String(parts[1])
    }

    private static func cookieTokens(in request: Request, isSecure: Bool) -> [String] {
        let prefix = prefix(isSecure)
        return request.headers[values: .cookie]
            .flatMap { $0.split(separator: ";") }
            .compactMap { pair in
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2 else { return nil }
                let name = parts[0].drop { $0 == " " }
                return name.hasPrefix(prefix) ? String(parts[1]) : nil
            }
    }
}
