// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Conference

extension BadgeText {
    /// What stands on the badge of `registration`: the badge name, never the legal one.
    init(_ registration: Registration, event: Event) {
        let details = registration.details
        self.init()
        self[.name] = details.badgeName
        self[.pronouns] = details.pronouns
        self[.affiliation] = details.affiliation
        self[.role] = details.role.rawValue.uppercased()
        self[.event] = event.name
        self[.poster] = details.poster.map { poster in
            let sessions = poster.sessions.sorted().map(String.init).joined(separator: " + ")
            return sessions.isEmpty ? "Poster" : "Poster \(sessions)"
        }
    }
}
