// SPDX-License-Identifier: Apache-2.0

package import Conference
import GRDB
import Sealing

package import struct Foundation.Date

/// Whose data are to be erased.
package enum Erasure: Equatable, Sendable {
    case everybody
    case person(RegistrationID)

    var scope: ErasureScope { self == .everybody ? .everybody : .person }
}

/// What an erasure came to, without anything of anybody.
package struct ErasureResult: Sendable {
    /// The journal's digest before, in hexadecimal.
    package let formerHead: String
    /// The journal's digest since.
    package let head: String
    /// How many facts there are since; one of them says that data were erased.
    package let factCount: Int64
    package let before: JournalFigures
    package let after: JournalFigures
}

extension SQLiteStore {
    /// Erases personal data and cuts everything in the journal loose from people, in one transaction.
    ///
    /// Facts are written anew about those who stand for people, from the first to the last, and nobody keeps who stands
    /// for whom. Nothing is changed unless the figures of the new journal are the old one's. Call ``compact()`` then.
    package func erase(_ erasure: Erasure, places: [Place], at now: Date) throws -> ErasureResult {
        do {
            try pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA secure_delete = ON")
                // Who keeps the log from being emptied is better known before anything is erased.
                try Self.emptyLog(db)
            }
            return try rewrite(erasure, places: places, at: now)
        } catch let error as StoreError {
            throw error
        } catch {
            throw DatabaseFile.explanation(of: error, path)
        }
    }

    private func rewrite(_ erasure: Erasure, places: [Place], at now: Date) throws -> ErasureResult {
        var result: ErasureResult?
        try Transaction.write(pool) { db in
            _ = try foldOthersFacts(db)
            var rewriting = try ErasureRewriting(erasure, db, at: now.roundedToMilliseconds)
            result = try rewriting.run(db, places: places)
        }
        // The facts in memory are of people who are in the file no more.
        try reload()
        aliasKey = nil
        revision += 1
        tokens.forget()
        publish()
        printJobSignal.send()
        printJobChangeSignal.send()
        programmeChanged()
        guard let result else { throw StoreError(code: .failed, message: "Nothing could be erased. Try again.") }
        return result
    }

    /// Writes the file anew without what was deleted from it, and empties the log that goes with it.
    package func compact() throws {
        do {
            try pool.writeWithoutTransaction { db in
                // What VACUUM writes meanwhile stays in memory.
                try db.execute(sql: "PRAGMA temp_store = MEMORY")
                // First over what was deleted, where it lies, and then away with it.
                try Self.emptyLog(db)
                try db.execute(sql: "VACUUM")
                try Self.emptyLog(db)
            }
        } catch {
            throw DatabaseFile.explanation(of: error, path)
        }
    }

    private static func emptyLog(_ db: Database) throws {
        let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        guard row?[0] as Int? == 0 else {
            throw StoreError(
                code: .failed, message: "Another program reads the database. End it, and run this command again.")
        }
    }

    /// Writes what the database holds into a new file, which has no room that anything could be left in.
    package func writeFresh(to path: String) throws {
        do {
            try pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
        } catch {
            throw DatabaseFile.explanation(of: error, path)
        }
    }

    /// Whether a printer may be at one of the person's badges.
    package func isPrintingBadge(of person: RegistrationID) async throws -> Bool {
        try await pool.read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM print_jobs JOIN badges ON badge = serial
                    WHERE registration = ? AND state IN ('sending', 'printing'))
                    """, arguments: [person.description]) ?? false
        }
    }
}
