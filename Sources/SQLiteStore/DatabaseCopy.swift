// SPDX-License-Identifier: Apache-2.0

import Conference
package import Foundation
import GRDB
import Sealing

/// A database that nobody writes to: what is in it, and whether all of it holds.
package struct DatabaseCopy: Equatable, Sendable {
    /// The sequence of the journal's last fact.
    package let factCount: Int64
    /// The hash of the journal's last fact, in hexadecimal.
    package let digest: String
    /// When the last fact was recorded; `nil` without any.
    package let latestRecordedAt: Date?
    package let registrationCount: Int
    /// The names of the schema's steps that the file has gone through, in order.
    package let migrations: [String]
    /// What does not hold, in words; empty when all does.
    package let problems: [String]
}

// MARK: - Copying

extension DatabaseCopy {
    /// Copies the database at `source`, which a daemon may be writing to, into a new file at `target`.
    ///
    /// SQLite's online backup, in one step inside one read transaction: the copy is the file as it stood at one moment,
    /// writers go on meanwhile, and nothing makes it begin anew. The copy is one file without a log beside it, readable
    /// by its owner alone; it is the caller's to make durable. Blocks for as long as the writing takes.
    package static func make(of source: String, at target: String) throws(StoreError) {
        try explaining(target) {
            let descriptor = Glibc.open(target, O_CREAT | O_EXCL | O_CLOEXEC | O_WRONLY, 0o600)
            if descriptor >= 0 { close(descriptor) }
            let copy = try DatabaseQueue(path: target, configuration: unsafeButQuick)
            try reading(source).backup(to: copy)
            let mode = try copy.writeWithoutTransaction { db in
                try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
            }
            try copy.close()
            guard mode == "delete" else {
                throw StoreError(code: .failed, message: "\(target) cannot be made one file.")
            }
        }
    }

    /// What breaks a half-made copy breaks nothing that anybody relies on: it is thrown away.
    private static var unsafeButQuick: Configuration {
        var configuration = Configuration()
        configuration.label = "lanyard.copy"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY")
        }
        return configuration
    }
}

// MARK: - Looking

extension DatabaseCopy {
    /// Opens the file read-only, has SQLite check all of it, and recomputes the journal's chain and tables.
    ///
    /// A file of an older schema is looked at as far as it goes; one of a newer is an error, as is one that is none.
    package static func inspect(_ path: String) throws(StoreError) -> DatabaseCopy {
        try explaining(path) {
            try reading(path).read { db in
                guard try !Schema.migrator.hasBeenSuperseded(db) else {
                    throw StoreError(
                        code: .newerVersion, message: "\(path) was written by a newer Lanyard. Use that version.")
                }
                let migrations = try Schema.migrator.appliedMigrations(db)
                guard !migrations.isEmpty else {
                    throw StoreError(code: .notADatabase, message: "\(path) is not a Lanyard database.")
                }
                let integrity = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
                var check = try JournalCheck(reading: db)
                if try Schema.migrator.hasCompletedMigrations(db) { try check.compareTables(db) }
                return DatabaseCopy(
                    factCount: check.head.sequence, digest: check.head.digest.hexadecimal,
                    latestRecordedAt: check.head.sequence > 0 ? check.head.latestRecordedAt : nil,
                    registrationCount: try Int.fetchOne(db, sql: "SELECT count(*) FROM registrations") ?? 0,
                    migrations: migrations, problems: integrity.filter { $0 != "ok" } + check.problems)
            }
        }
    }

    /// The hash of one fact in the file, in hexadecimal; `nil` when it has no such fact.
    package static func digest(ofFact sequence: Int64, in path: String) throws(StoreError) -> String? {
        if sequence == 0 { return ChainDigest.origin.hexadecimal }
        return try explaining(path) {
            let bytes = try reading(path).read { db in
                try Data.fetchOne(db, sql: "SELECT hash FROM facts WHERE sequence = ?", arguments: [sequence])
            }
            return bytes.flatMap { ChainDigest(Array($0)) }?.hexadecimal
        }
    }

    /// What `path` has and the file at `other` lacks.
    package static func surplus(of path: String, over other: String) throws(StoreError) -> Surplus {
        try explaining(path) {
            let known = try reading(other).read { db in
                (
                    facts: try String.fetchSet(db, sql: "SELECT id FROM facts"),
                    people: try String.fetchSet(db, sql: "SELECT id FROM registrations")
                )
            }
            return try reading(path).read { db in
                var surplus = Surplus()
                let facts = try Row.fetchCursor(db, sql: "SELECT id, kind, recorded_at FROM facts ORDER BY sequence")
                while let fact = try facts.next() {
                    let id: String = fact["id"]
                    guard !known.facts.contains(id) else { continue }
                    surplus.add(kind: fact["kind"], at: Date(milliseconds: fact["recorded_at"]))
                }
                let people = try String.fetchSet(db, sql: "SELECT id FROM registrations")
                surplus.registrations = people.subtracting(known.people).count
                return surplus
            }
        }
    }

    /// What would be lost if another file took one's place.
    package struct Surplus: Equatable, Sendable {
        /// How many facts of each kind.
        package private(set) var facts: [String: Int] = [:]
        package private(set) var first: Date?
        package private(set) var last: Date?
        package internal(set) var registrations = 0

        package var factCount: Int { facts.values.reduce(0, +) }
        package var isEmpty: Bool { facts.isEmpty && registrations == 0 }
        /// Whether somebody was erased who is whole in the other file.
        package var hasErasures: Bool { facts["erased"] != nil }

        fileprivate mutating func add(kind: String, at date: Date) {
            facts[kind, default: 0] += 1
            first = min(first ?? date, date)
            last = max(last ?? date, date)
        }
    }

    /// The names of the stations that the file at `copy` has paired by a token that `path` has taken away.
    package static func stationsRevived(by copy: String, over path: String) throws(StoreError) -> [String] {
        try explaining(path) {
            let paired = try reading(copy).read { db in
                try Data.fetchSet(db, sql: "SELECT token_digest FROM stations WHERE token_digest IS NOT NULL")
            }
            return try reading(path).read { db in
                // An earlier schema remembered none.
                guard try db.tableExists("revoked_tokens") else { return [] }
                let revoked = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT digest, name FROM revoked_tokens JOIN stations ON stations.id = revoked_tokens.station
                        ORDER BY name
                        """)
                return revoked.filter { paired.contains($0["digest"]) }.map { $0["name"] }
            }
        }
    }

    private static func reading(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "lanyard.look"
        configuration.busyMode = .timeout(10)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func explaining<Value>(_ path: String, _ work: () throws -> Value) throws(StoreError) -> Value {
        do {
            return try work()
        } catch let error as StoreError {
            throw error
        } catch {
            throw DatabaseFile.explanation(of: error, path)
        }
    }
}
