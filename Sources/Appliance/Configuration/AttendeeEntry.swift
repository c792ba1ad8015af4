// SPDX-License-Identifier: Apache-2.0

import Foundation
import FrontDesk

/// The table `[attendee]`: where attendees' phones find their own page.
struct AttendeeEntry {
    /// What stands in front of the token in badges' codes; without it they hold the token alone.
    let badgeAddress: BadgeAddress?

    init(reading table: TOMLReader) {
        badgeAddress = table.optional("url", .badgeAddress)
        table.finish()
    }
}

extension TOMLExpectation<BadgeAddress> {
    fileprivate static var badgeAddress: Self {
        text("a web address of at most \(BadgeAddress.longest) characters such as “https://lanyard.example”") { text in
            guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
                ["http", "https"].contains(scheme), parts.user == nil, parts.password == nil,
                ["", "/"].contains(parts.path), parts.query == nil, parts.fragment == nil
            else { return nil }
            return BadgeAddress(text.hasSuffix("/") ? String(text.dropLast()) : text)
        }
    }
}
