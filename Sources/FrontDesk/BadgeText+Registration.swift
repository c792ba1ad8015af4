// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Conference

extension BadgeText {
    /// What stands on the badge of `registration`: the badge name, never the legal one, and where the poster hangs.
    init(_ registration: Registration, boards: [PosterBoard], event: Event) {
        let details = registration.details
        self.init()
        self[.name] = details.badgeName
        self[.pronouns] = details.pronouns
        self[.affiliation] = details.affiliation
        self[.role] = details.role.rawValue.uppercased()
        self[.event] = event.name
        let sessions = event.posterSessions.count
        self[.poster] = details.poster.map { Self.line(on: $0, boards: boards, ofSessions: sessions) }
    }

    /// “Poster 17” for a poster that has one board in all poster sessions, “Posters 17 · 4” for one that has two.
    ///
    /// Which session it is stands there too for a poster that hangs in one of several.
    private static func line(on poster: Poster, boards: [PosterBoard], ofSessions count: Int) -> String {
        let boards = boards.filter { poster.sessions.contains($0.session) }
        let numbers = boards.map { String($0.board) }
        if Set(numbers).count > 1 { return "Posters \(numbers.joined(separator: " · "))" }
        let words = ["Poster", numbers.first].compactMap { $0 }.joined(separator: " ")
        guard count > 1, poster.sessions.count == 1, let session = poster.sessions.first else { return words }
        return "\(words) · session \(session)"
    }
}
