// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Synchronization

/// What the file holds, in figures; nobody's data among them.
package struct StoreFigures: Sendable {
    /// How many facts of each kind there are.
    package fileprivate(set) var facts: [String: Int] = [:]
    /// How many badges doors refused, by reason.
    package fileprivate(set) var refusals: [String: Int] = [:]
    package fileprivate(set) var registrations: [String: Int] = [:]
    package fileprivate(set) var printJobs: [PrintJobs] = []
    package fileprivate(set) var webhooks: [WebhookQueue] = []
    package fileprivate(set) var stations: [Stations] = []
    /// The sizes of the database and of its write-ahead log.
    package fileprivate(set) var databaseBytes = 0
    package fileprivate(set) var logBytes = 0

    /// The jobs of one printer in one state.
    package struct PrintJobs: Sendable {
        package let printer: String
        package let state: String
        package let count: Int
    }

    /// How far a webhook is behind.
    package struct WebhookQueue: Sendable {
        package let webhook: String
        package let behind: Int
        package let skipped: Int
        package let isInTrouble: Bool
    }

    /// The stations of one role.
    package struct Stations: Sendable {
        package let role: String
        package let count: Int
        package let paired: Int
    }
}

/// The facts that were counted already: only new ones are read the next time.
final class FactCount: Sendable {
    fileprivate struct Counted {
        var sequence: Int64 = 0
        var facts: [String: Int] = [:]
        var refusals: [String: Int] = [:]
    }

    fileprivate let counted = Mutex(Counted())
}

extension SQLiteStore {
    /// How many decisions wait for the writer now.
    package nonisolated var waitingDecisions: Int { waiting.count }

    /// Counts what the file holds, on a connection of its own: neither scans nor the writer wait for it.
    package nonisolated func figures() async throws -> StoreFigures {
        let start = factCount.counted.withLock { $0 }
        var (figures, counted) = try await pool.read { db in
            let counted = try Self.count(factsAfter: start, db)
            return (try Self.figures(db), counted)
        }
        // Of two looks at once the later to end may know less: then a few facts are read again.
        factCount.counted.withLock { $0 = counted }
        figures.facts = counted.facts
        figures.refusals = counted.refusals
        figures.databaseBytes = Self.size(of: path)
        figures.logBytes = Self.size(of: "\(path)-wal")
        return figures
    }

    private static func count(factsAfter start: FactCount.Counted, _ db: Database) throws -> FactCount.Counted {
        // A journal that was written anew, or put back from a backup, is counted from its beginning.
        let end = try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM facts") ?? 0
        let start = end < start.sequence ? FactCount.Counted() : start
        var counted = start
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT kind, CASE kind WHEN 'refused' THEN word END AS reason, count(*) AS count,
                  max(sequence) AS sequence
                FROM facts WHERE sequence > ? GROUP BY kind, reason
                """, arguments: [start.sequence])
        while let row = try rows.next() {
            counted.facts[row["kind"], default: 0] += row["count"]
            if let reason = row["reason"] as String? { counted.refusals[reason, default: 0] += row["count"] }
            counted.sequence = max(counted.sequence, row["sequence"])
        }
        return counted
    }

    private static func figures(_ db: Database) throws -> StoreFigures {
        var figures = StoreFigures()
        for row in try Row.fetchAll(db, sql: "SELECT status, count(*) AS count FROM registrations GROUP BY status") {
            figures.registrations[row["status"]] = row["count"]
        }
        figures.printJobs = try Row.fetchAll(
            db, sql: "SELECT printer, state, count(*) AS count FROM print_jobs GROUP BY printer, state"
        ).map { StoreFigures.PrintJobs(printer: $0["printer"], state: $0["state"], count: $0["count"]) }
        // In the words of the index of sessions' facts.
        figures.webhooks = try Row.fetchAll(
            db,
            sql: """
                SELECT webhook, skipped, trouble IS NOT NULL AS troubled,
                  (SELECT count(*) FROM facts
                   WHERE kind >= 'session' AND kind < 'sessioo' AND sequence > delivered) AS behind
                FROM webhook_cursors
                """
        ).map {
            StoreFigures.WebhookQueue(
                webhook: $0["webhook"], behind: $0["behind"], skipped: $0["skipped"], isInTrouble: $0["troubled"])
        }
        figures.stations = try Row.fetchAll(
            db,
            sql: """
                SELECT role, count(*) AS count, count(token_digest) AS paired FROM stations
                WHERE revoked_at IS NULL GROUP BY role
                """
        ).map { StoreFigures.Stations(role: $0["role"], count: $0["count"], paired: $0["paired"]) }
        return figures
    }

    /// In bytes; none while the file is not there.
    private static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
