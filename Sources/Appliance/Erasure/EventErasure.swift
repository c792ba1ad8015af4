// SPDX-License-Identifier: Apache-2.0

import Conference
package import Foundation
import SQLiteStore

/// Erases the personal data of everybody at an event, and looks whether they are gone.
package struct EventErasure {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// What an erasure is going to do.
    package struct Plan: Sendable {
        package let lines: [String]
        /// The first day on which it may be done without a word more, as `yyyy-mm-dd`.
        package let from: String?
        package let isDue: Bool
    }

    /// The event's short name, which whoever erases has to write.
    package var eventID: String { setup.event.id.rawValue }

    /// Says what there is to erase; changes nothing.
    package func plan(at now: Date) async throws -> Plan {
        let lock = try DaemonLock(database: setup.appliance.database.path)
        defer { withExtendedLifetime(lock) {} }
        let store = try setup.openStore()
        let files = EventFiles(setup, backups: try await store.backupFolders())
        let holdings = try await Holdings(store)
        let yours = try found(holdings.words.telling, in: files.others)
        let from = setup.event.privacy.erasedFrom
        let today = EventCalendar(timeZone: setup.event.timeZone).name(of: now)
        return Plan(
            lines: lines(holdings, files, yours), from: from, isDue: from.map { $0 <= today } ?? true)
    }

    /// The day since which everybody's data are to be erased, if that has come and nobody did.
    static func overdueSince(_ setup: ApplianceSetup, _ store: SQLiteStore, at now: Date) async -> String? {
        guard let day = setup.event.privacy.erasedFrom, await store.read({ $0.erasedAt }) == nil else { return nil }
        return day <= EventCalendar(timeZone: setup.event.timeZone).name(of: now) ? day : nil
    }

    private func lines(_ holdings: Holdings, _ files: EventFiles, _ yours: [String: Int]) -> [String] {
        var lines = [
            "This erases for good, from \(setup.appliance.database.path) and what lies beside it:",
            "  what the list says of \(holdings.people) people: names, addresses, order codes, affiliations, pronouns, "
                + "food, posters",
            "  the words of \(holdings.sessions) sessions, \(holdings.notes) notes and \(holdings.comments) comments",
            "  \(files.posters.count) files of posters",
            "  who was where, who wrote and who had which badge; every count stays",
            "  the keys of badges and the names and tokens of all screens: no badge and no screen is good any more",
        ]
        lines += files.backups.map { "  the backup \($0.path)" }
        lines.append("What people wrote for everybody is in the event's report: make it first (lanyard export).")
        if !yours.isEmpty {
            lines.append("These files are yours and have the same names in them; they stay, unless you say otherwise:")
            lines += yours.keys.sorted().map { "  \($0)" }
        }
        if !files.sealed.isEmpty {
            lines.append("These are yours, too, and stay; whether names are in them cannot be seen:")
            lines += files.sealed.map { "  \($0.path)" }
        }
        if !files.backupsOutOfReach.isEmpty {
            lines.append("Backups may lie there too, which cannot be reached now:")
            lines += files.backupsOutOfReach.map { "  \($0.path)" }
        }
        return lines
    }

    /// Erases; with `deletingFound` the operator's files with names of people in them go too.
    ///
    /// Returns the receipt and where it was written.
    package func run(deletingFound: Bool, at now: Date) async throws -> (receipt: ErasureReceipt, files: [String]) {
        let lock = try DaemonLock(database: setup.appliance.database.path)
        defer { withExtendedLifetime(lock) {} }
        let store = try setup.openStore()
        let files = EventFiles(setup, backups: try await store.backupFolders())
        let holdings = try await Holdings(store)
        let problems = try await store.verify().problems
        var erased = holdings.erased
        var left = ErasureReceipt.Left()
        left.backupsOutOfReach = files.backupsOutOfReach.map(\.path)
        left.sealed = files.sealed.map(\.path)
        let result = try await telling {
            let result = try await store.erase(.everybody, places: setup.event.places, at: now)
            try await store.compact()
            return result
        }
        erased.posterFiles = try files.posters.map { try FileManager.default.removeItem(at: $0) }.count
        for backup in files.backups.map(\.path) {
            if Self.remove(backup) { erased.backups.append(backup) } else { left.backups.append(backup) }
        }
        for (path, count) in try found(holdings.words.telling, in: files.others) {
            if deletingFound, !files.isConfiguration(URL(filePath: path)), Self.remove(path) {
                erased.files.append(path)
            } else {
                left.files[path] = count
            }
        }
        let search = try await ErasureSearch(holdings.words.all).run(store, files.database)
        let receipt = ErasureReceipt(
            event: eventID, erasedAt: now, scope: ErasureReceipt.everybody, formerHead: result.formerHead,
            head: result.head,
            facts: result.factCount, problemsBefore: problems, countsBefore: result.before, countsAfter: result.after,
            erased: erased, search: search, left: left)
        return (receipt, try receipt.write(into: setup.appliance.database.deletingLastPathComponent()))
    }

    /// Whether it is gone; what this user may not remove is named in the receipt, which has to be written.
    private static func remove(_ path: String) -> Bool {
        do {
            try FileManager.default.removeItem(atPath: path)
            return true
        } catch {
            return false
        }
    }

    /// The files in which any of `words` stands, with how many of them.
    private func found(_ words: Set<String>, in files: [URL]) throws -> [String: Int] {
        let search = TraceSearch(words)
        return try files.reduce(into: [:]) { found, file in
            let count = try search.words(inFile: file.path).count
            if count > 0 { found[file.path] = count }
        }
    }
}

/// What a database holds of people before it is erased.
struct Holdings: Sendable {
    private(set) var words = PersonalWords()
    let people: Int
    let sessions: Int
    let notes: Int
    let comments: Int

    init(_ store: SQLiteStore) async throws {
        let list = try await store.registrations().filter { !$0.isErased }
        let texts = try await store.sessionTexts()
        let notes = try await store.notes(on: nil)
        let comments = try await store.feedback(on: nil).compactMap(\.comment)
        people = list.count
        sessions = texts.count
        self.notes = notes.count
        self.comments = comments.count
        for person in list { words.add(person) }
        for text in texts.values {
            words.add(text.title)
            words.add(text: text.description)
        }
        for text in notes.map(\.markdown) + comments { words.add(text: text) }
    }

    var erased: ErasureReceipt.Erased {
        ErasureReceipt.Erased(
            people: people, words: words.all.count, sessions: sessions, notes: notes, comments: comments)
    }
}
