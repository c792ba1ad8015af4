// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import FrontDesk
import SQLiteStore

/// Renders the paper roster to a file.
package struct RosterFile {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// Writes the list as it stands now to `output`, for its owner alone to read.
    package func render(paper name: String?, to output: String) async throws {
        let file = try OutputFile(output)
        let papers = RosterSheet.Paper.allCases
        guard let paper = name.map({ RosterSheet.Paper(rawValue: $0) }) ?? setup.backups.paper else {
            let known = papers.map(\.rawValue).joined(separator: " and ")
            throw ApplianceError("There is no paper '\(name ?? "")'. There is \(known).")
        }
        let store = try setup.openStore()
        let press = RosterPress(
            store: store, event: setup.event, sealer: try await store.badgeKey(), renderer: BadgeRenderer())
        let bytes = try await press.pdf(on: paper)
        try file.write(bytes)
    }
}
