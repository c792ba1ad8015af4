// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite

/// One write transaction, begun and committed by statements that are compiled once: every scan from a lone door has one
/// of its own.
struct Transaction {
    private let db: Database

    /// Runs `work` in a transaction on `pool`'s writer; nothing is written when it throws.
    static func write(_ pool: DatabasePool, _ work: (Database) throws -> Void) throws {
        try pool.writeWithoutTransaction { db in
            let transaction = Transaction(db: db)
            try transaction.step("BEGIN IMMEDIATE")
            do {
                try work(db)
                try transaction.step("COMMIT")
            } catch {
                // What failed is what to tell. SQLite may have rolled back by itself already.
                if sqlite3_get_autocommit(db.sqliteConnection) == 0 { try? transaction.step("ROLLBACK") }
                throw error
            }
        }
    }

    private func step(_ sql: String) throws {
        try db.cachedStatement(sql: sql).execute()
    }
}
