// SPDX-License-Identifier: Apache-2.0

import Conference
package import Foundation
import SQLiteStore

/// Erases one person's data on request; a daemon that runs goes on.
package struct PersonErasure {
    private let setup: ApplianceSetup
    private let store: SQLiteStore
    private let person: Registration
    private let notes: [NoteID]
    private let document: String?
    private let files: EventFiles

    /// `person` is an order code, or a registration's identifier.
    package init(_ setup: ApplianceSetup, person: String) async throws {
        self.setup = setup
        store = try setup.openStore()
        self.person = try await Self.find(person, store)
        let id = self.person.id
        notes = await store.read { $0.sessions.notes(by: id) }
        document = await store.read { state in
            // Somebody else may have handed in the very same file.
            let document = state.posters.documents[id]
            return state.posters.documents.values.count { $0 == document } == 1 ? document : nil
        }
        files = EventFiles(setup, backups: try await store.backupFolders())
    }

    private static func find(_ text: String, _ store: SQLiteStore) async throws -> Registration {
        let list = try await store.registrations()
        let found = list.filter { registration in
            registration.id.description == text.lowercased()
                || registration.details.orderCode?.caseInsensitiveCompare(text) == .orderedSame
        }
        guard let first = found.first else {
            throw ApplianceError("Nobody on the list has that order code or identifier. Nothing was erased.")
        }
        guard found.count == 1 else {
            let people = found.map { "  \($0.id)  position \($0.details.orderPosition ?? "?")" }
            throw ApplianceError(
                "\(found.count) people have that order code. Say whom, by the identifier:\n"
                    + people.joined(separator: "\n"))
        }
        return first
    }

    /// What is going to be done.
    package var plan: [String] {
        [
            "This erases for good, of one person: what the list says, \(notes.count) notes, "
                + "\(document == nil ? "no document" : "the document") of a poster, and who was where.",
            "The badge is good no more. That somebody checked in and was counted stays.",
            "Take the person out of the ticket shop's list too: the next import would bring them back.",
        ]
    }

    package func run(at now: Date) async throws -> (receipt: ErasureReceipt, files: [String]) {
        guard try await !store.isPrintingBadge(of: person.id) else {
            throw ApplianceError("A badge of this person is at the printer. Try again when it has come out.")
        }
        var words = PersonalWords()
        words.add(person)
        let written = try await store.notes(on: nil).filter { notes.contains($0.id) }
        for note in written { words.add(text: note.markdown) }
        let problems = try await store.verify().problems
        let result = try await telling {
            let result = try await store.erase(.person(person.id), places: setup.event.places, at: now)
            try await store.compact()
            return result
        }
        var erased = ErasureReceipt.Erased(people: 1, words: words.all.count, notes: notes.count)
        erased.posterFiles = try removeDocument()
        // Others may have the same family name or employer, and an order may be several people's.
        let search = try await ErasureSearch(words.telling).run(store, files.database)
        var left = ErasureReceipt.Left()
        left.backups = files.backups.map(\.path)
        left.backupsOutOfReach = files.backupsOutOfReach.map(\.path)
        let receipt = ErasureReceipt(
            event: setup.event.id.rawValue, erasedAt: now, scope: ErasureReceipt.onePerson,
            formerHead: result.formerHead,
            head: result.head, facts: result.factCount, problemsBefore: problems, countsBefore: result.before,
            countsAfter: result.after, erased: erased, search: search, left: left)
        return (receipt, try receipt.write(into: setup.appliance.database.deletingLastPathComponent()))
    }

    private func removeDocument() throws -> Int {
        guard let document else { return 0 }
        let mine = files.posters.filter { $0.lastPathComponent.hasPrefix(document) }
        for file in mine { try FileManager.default.removeItem(at: file) }
        return mine.count
    }
}
