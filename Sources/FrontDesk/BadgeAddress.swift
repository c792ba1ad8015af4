// SPDX-License-Identifier: Apache-2.0

package import Conference

/// The web address in front of a badge's token, so that a phone's camera opens the attendee's page.
///
/// It stands in the code in capitals, which schemes and hosts allow (RFC 3986, 3.1 and 3.2.2), so that the whole stays in
/// the alphanumeric mode, and it is so short that the code grows by one version at most: from 37 modules to 41.
package struct BadgeAddress: Equatable, Sendable {
    private let text: String

    /// A version 6-M symbol holds 154 such characters (ISO/IEC 18004, table 7); the token takes 117, and the path three.
    package static let longest = 34
    /// Modules on a side of a version 6 symbol.
    package static let modules = 41

    private static let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.:/")

    /// The address in `text`, or `nil` unless it is `http(s)://` with a host that fits.
    package init?(_ text: String) {
        let capitals = text.uppercased()
        guard text.utf8.count <= Self.longest, capitals.allSatisfy(Self.allowed.contains) else { return nil }
        guard let scheme = ["HTTPS://", "HTTP://"].first(where: capitals.hasPrefix) else { return nil }
        let host = capitals.dropFirst(scheme.count)
        guard let first = host.first, first != ":", !host.contains("/") else { return nil }
        self.text = capitals
    }

    /// The address itself, for other pages of the daemon.
    package var base: String { text.lowercased() }

    /// What the badge's code says.
    package func address(of token: BadgeToken) -> String { "\(text)/B/\(token.text)" }
}
