// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Conference
import FrontDesk
import SQLiteStore

/// Renders badges to files: one person's, everybody's, or nobody's yet.
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
        let file = try OutputFile(output)
        let store = try setup.openStore()
        let workshop = try await Workshop(setup, store: store)
        let person = try await find(registration, in: store)
        let live = await store.read { $0.liveBadges[person.id] }
        var generator = SystemRandomNumberGenerator()
        let badge = try await workshop.press.render(live ?? BadgeSerial(using: &generator), for: person)
        try file.write(badge.bytes)
        let kind = live == nil ? "A specimen, which no door accepts" : "The badge that is valid now"
        return Rendered(summary: "\(kind): \(output)", remarks: badge.remarks.map { "Look at it: \($0)" })
    }

    /// What a file of many badges came to.
    package struct Book {
        package let total: Int
        /// Of these, how many were issued just now; the others may be on paper already.
        package let new: Int
        package let remarks: [String]
    }

    /// Issues a badge to everybody with a seat who has not come yet, and writes them to `output`, one a page.
    ///
    /// With `onlyNew`, those alone that were not issued before.
    package func preprint(to output: String, onlyNew: Bool) async throws -> Book {
        let file = try OutputFile(output)
        let store = try setup.openStore()
        let workshop = try await Workshop(setup, store: store)
        let all = try await PreprintDesk(store: store).issueToAll()
        let chosen = onlyNew ? all.filter(\.isNew) : all
        guard !chosen.isEmpty else {
            throw ApplianceError(
                onlyNew ? "Everybody with a seat has a badge already." : "Nobody with a seat is still expected.")
        }
        var entries: [BadgeEntry] = []
        for preprint in chosen {
            entries.append(try await workshop.press.entry(preprint.serial, for: preprint.registration))
        }
        let book = try await workshop.press.book(entries)
        try file.write(book.bytes)
        let remarks = zip(chosen, book.remarks).filter { !$1.isEmpty }.map { preprint, remarks in
            let code = preprint.registration.details.orderCode ?? preprint.registration.id.description
            return "\(code): \(remarks.map(\.description).joined(separator: "; "))"
        }
        return Book(total: chosen.count, new: chosen.count(where: \.isNew), remarks: remarks)
    }

    /// Puts `count` badges without a name into the pool, and writes them to `output`.
    package func fillPool(_ count: Int, to output: String) async throws {
        let file = try OutputFile(output)
        let store = try setup.openStore()
        let workshop = try await Workshop(setup, store: store)
        let serials = try await PreprintDesk(store: store).fillPool(count)
        let book = try await workshop.press.book(
            try serials.enumerated().map { try workshop.press.spare($1, number: $0 + 1, of: count) })
        try file.write(book.bytes)
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
