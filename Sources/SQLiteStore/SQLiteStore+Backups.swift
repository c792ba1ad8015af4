// SPDX-License-Identifier: Apache-2.0

import GRDB

extension SQLiteStore {
    /// Keeps in mind that copies of this database lie in the folder at `path`.
    ///
    /// Writes nothing when that is known already.
    package func rememberBackupFolder(_ path: String) async throws {
        guard try await !backupFolders().contains(path) else { return }
        do {
            try await pool.write { db in
                try db.execute(
                    literal: "INSERT INTO backup_folders (path) VALUES (\(path)) ON CONFLICT (path) DO NOTHING")
            }
        } catch {
            throw DatabaseFile.explanation(of: error, self.path)
        }
    }

    /// The folders that copies of this database were ever written to.
    package nonisolated func backupFolders() async throws -> [String] {
        try await pool.read { try String.fetchAll($0, sql: "SELECT path FROM backup_folders ORDER BY path") }
    }
}
