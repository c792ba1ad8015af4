// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Conference
import FrontDesk
import Programme
import SQLiteStore

/// Renders the labels of posters' boards to a file.
package struct PosterLabels {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// What was rendered, and what the volunteer should look at.
    package struct Rendered {
        package let summary: String
        package let remarks: [String]
    }

    /// Writes the labels of all poster sessions, or of the one that is called so, to `output`.
    package func render(place name: String?, to output: String) async throws -> Rendered {
        let file = try OutputFile(output)
        let sessions = setup.event.posterSessions
        let place = try name.map { name in
            guard let place = sessions.first(where: { $0.id.rawValue == name }) else {
                let names = sessions.map(\.id.rawValue).joined(separator: ", ")
                throw ApplianceError("There is no poster session '\(name)'. There is: \(names).")
            }
            return place.id
        }
        let store = try setup.openStore()
        try await PosterDesk(store: store, event: setup.event).assignBoards()
        let press = try Workshop.boardLabels(setup, store: store, renderer: BadgeRenderer())
        guard let sheet = try await press.labels(of: place) else {
            throw ApplianceError("No poster has a board yet. Import a list with posters, and see boards in event.toml.")
        }
        try file.write(sheet.bytes)
        return Rendered(
            summary: "Labels of \(sheet.count) boards, one a page of A5: \(output)",
            remarks: sheet.remarks.map { "Look at it: \($0)" })
    }
}
