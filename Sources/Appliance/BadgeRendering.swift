// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Conference
import Foundation
import FrontDesk
import SQLiteStore

/// Renders one person's badge to a file.
package struct BadgeRendering {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// What was rendered, and what the volunteer should look at.
    package struct Rendered {
        package let summary: String
        package let remarks: [String]
    }

    /// Writes the PDF to `output`.
    ///
    /// Whoever is checked in gets the badge that is valid now, anybody else a specimen with a serial that is not on
    /// record.
    package func render(_ registration: String, to output: String) async throws -> Rendered {
        let store = try setup.openStore()
        let workshop = try await Workshop(setup, store: store)
        let person = try await find(registration, in: store)
        let live = await store.read { $0.liveBadges[person.id] }
        var generator = SystemRandomNumberGenerator()
        let badge = try await workshop.press.render(live ?? BadgeSerial(using: &generator), for: person)
        do {
            try Data(badge.bytes).write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw ApplianceError("\(output) cannot be written.", cause: error.localizedDescription)
        }
        let kind = live == nil ? "A specimen, which no door accepts" : "The badge that is valid now"
        return Rendered(summary: "\(kind): \(output)", remarks: badge.remarks.map { "Look at it: \($0)" })
    }

    private func find(_ registration: String, in store: SQLiteStore) async throws -> Registration {
        if let id = RegistrationID(registration), let person = try await store.registration(id) { return person }
        let people = try await store.registrations().filter {
            $0.details.orderCode?.uppercased() == registration.uppercased()
        }
        guard let person = people.first else {
            throw ApplianceError(
                "There is no registration with this order code or identifier. Find it with: lanyard lookup <name>")
        }
        guard people.count == 1 else {
            let ids = people.map(\.id.description).joined(separator: ", ")
            throw ApplianceError("\(people.count) people share this order code. Give one's identifier: \(ids)")
        }
        return person
    }
}
