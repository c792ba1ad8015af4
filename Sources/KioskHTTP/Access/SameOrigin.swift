// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird

/// Whether a change is asked for by a page of ours, or by no page at all.
///
/// A browser names the page's origin with each change (`Origin`), or at least says whether it is the same as ours
/// (`Sec-Fetch-Site`). That holds for pairing and for attendees' routes too: a page of another site must not make this
/// browser a station of its choosing. A program says neither, and is believed when its credentials are its own.
struct SameOrigin {
    /// Whether pages come by HTTPS and by nothing else.
    let isSecure: Bool

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")

    /// Whether the request may change anything, as far as where it comes from goes.
    func allows(_ request: Request) -> Bool {
        guard request.method != .get, request.method != .head else { return true }
        let origins = request.headers[values: .origin]
        guard origins.isEmpty else { return origins.count == 1 && isOurs(origins[0], request) }
        if let site = Self.fetchSite.flatMap({ request.headers[$0] }) { return site == "same-origin" || site == "none" }
        return !Credentials.areCookies(in: request)
    }

    /// Behind a proxy that speaks HTTPS for a daemon that does not, the scheme is the proxy's; so over plain HTTP both do.
    private func isOurs(_ origin: String, _ request: Request) -> Bool {
        guard let authority = request.head.authority?.lowercased(), !authority.isEmpty else { return false }
        let origin = origin.lowercased()
        return origin == "https://\(authority)" || !isSecure && origin == "http://\(authority)"
    }
}
