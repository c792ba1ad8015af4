// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import PhotoID
import SQLiteStore

/// One look-up against the event's list, as a desk would make it.
package struct EventLookup {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    package func lines(for input: String) async throws -> [String] {
        let store = try setup.openStore()
        let desk = LookupDesk(store: store, event: setup.event.id, verifier: try await store.badgeKey())
        let answer = try await desk.lookUp(input)
        let head = "\(answer.decision.rawValue) (read as \(answer.source.rawValue))"
        return [head]
            + answer.candidates.map { candidate in
                let details = candidate.registration.details
                let affiliation = details.affiliation.map { ", \($0)" } ?? ""
                let code = details.orderCode ?? candidate.registration.id.description
                let reasons = candidate.reasons.map(\.code).joined(separator: ", ")
                let arrival = candidate.checkIn == nil ? "" : "; checked in"
                return "  \(code)  \(details.badgeName)\(affiliation) [\(reasons)\(arrival)]"
            }
    }
}
