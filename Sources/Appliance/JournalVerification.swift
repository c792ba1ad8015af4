// SPDX-License-Identifier: Apache-2.0

import Conference
import SQLiteStore

/// Reads the whole journal again and says whether all that follows from it is so.
package struct JournalVerification {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    package struct Result {
        package let holds: Bool
        package let lines: [String]
    }

    package func run() async throws -> Result {
        let verification = try await setup.openStore().verify()
        let state = verification.state
        let counts = setup.event.places.map { place in
            let count = state.occupancy.count(of: place.id)
            return "\(place.id): \(count.inside) inside, \(count.visitors) visitors, peak \(count.peak)"
        }
        let live = state.badges.values.count { $0.revocation == nil }
        let printed = state.badges.values.count { $0.printedAt != nil }
        let summary = [
            "\(verification.factCount) facts; \(state.checkIns.count) checked in; \(state.badges.count) badges, "
                + "\(live) of them valid, \(printed) printed; \(state.occupancy.building) in the building"
        ]
        let verdict =
            verification.problems.isEmpty
            ? ["The chain is whole, and every table and count follows from it."] : verification.problems
        return Result(holds: verification.problems.isEmpty, lines: counts + summary + verdict)
    }
}
