// SPDX-License-Identifier: Apache-2.0

import GRDB

extension SQLiteStore {
    /// What SQLite finds wrong with the file itself; empty when it is whole.
    ///
    /// Reads all of it on a connection of its own, so that it can run beside a daemon that writes.
    package nonisolated func damages() async throws -> [String] {
        try await pool.read { db in
            try String.fetchAll(db, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }.map {
                "The database file is damaged: \($0)."
            }
        }
    }
}
