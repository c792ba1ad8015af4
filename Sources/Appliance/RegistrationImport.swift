// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import Programme
import SQLiteStore

/// Takes a registration list into the event's database.
package struct RegistrationImport {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// What an import came to.
    package struct Report: Sendable {
        package let summary: String
        /// Each row that was not taken, with its line and the reason.
        package let rejected: [String]
    }

    /// Reads the file whole before anything is written, so that a file that is no list changes nothing.
    package func run(file path: String) async throws -> Report {
        let bytes = try ApplianceSetup.read(URL(filePath: path), "Is the name right?")
        let list: RegistrationList
        do {
            list = try RegistrationList(csv: bytes)
        } catch {
            throw ApplianceError("\(path) was not imported; nothing was changed. \(error)")
        }
        let store = try setup.openStore(creating: true)
        guard await store.read({ $0.erasedAt }) == nil else {
            throw ApplianceError(
                "\(path) was not imported: this event's personal data were erased. Make a new event: lanyard init <folder>"
            )
        }
        let (walkIns, corrected) = await store.read { ($0.walkIns, $0.corrected) }
        let plan = try await store.editRoster { existing in
            let plan = ImportPlan(importing: list, into: existing, sparing: walkIns, keepingBadgesOf: corrected)
            return (plan.saved, plan)
        }
        let round = try await PosterDesk(store: store, event: setup.event).assignBoards()
        let summary = ["\(plan)."] + columnWords(list.passedOver) + boardWords(round)
        return Report(summary: summary.joined(separator: "\n"), rejected: plan.rejected.map(\.description))
    }

    private func columnWords(_ passedOver: [String]) -> [String] {
        let titles = passedOver.map { "“\($0.prefix(60))”" }
        return titles.isEmpty ? [] : ["Columns that were passed over: \(titles.joined(separator: ", "))."]
    }

    private func boardWords(_ round: PosterDesk<SQLiteStore>.Round) -> [String] {
        let given = round.assigned > 0 ? ["Boards given to posters: \(round.assigned)."] : []
        return given
            + setup.event.posterSessions.compactMap { place in
                round.overflow[place.id].map {
                    "\(place.name) has \(place.boards) boards, all taken: \($0) posters have none. "
                        + "Give it more in event.toml, or free some on the board."
                }
            }
    }
}
