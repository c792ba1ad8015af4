// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// A copy of the database as an earlier Lanyard left it, kept beside it before its schema is changed.
///
/// With it and the version that wrote it, an operator goes back. It holds what the database held, names included:
/// `lanyard.sqlite.schema-5` lies beside `lanyard.sqlite`, readable by its owner alone.
enum EarlierSchema {
    /// Keeps the copy if the database at `path` is of an earlier schema; changes nothing of the database.
    ///
    /// A copy of the same schema from an earlier upgrade gives way. Throws when there is no room for it.
    static func keepCopy(of path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let file = try DatabaseQueue(path: path, configuration: configuration)
        try file.read { db in
            guard let last = try Schema.migrator.completedMigrations(db).last,
                try !Schema.migrator.hasCompletedMigrations(db)
            else { return }
            try copy(db, to: "\(path).schema-\(last.prefix { $0.isNumber })")
        }
    }

    /// Writes to a draft first: half a copy never has a copy's name.
    private static func copy(_ db: Database, to path: String) throws {
        let draft = "\(path).draft-\(getpid())"
        // There is one only where a process of the same number died here.
        try? FileManager.default.removeItem(atPath: draft)
        do {
            DatabaseFile.createPrivately(draft)
            let copy = try DatabaseQueue(path: draft)
            try copy.writeWithoutTransaction { try db.backup(to: $0) }
            // One file, without a log beside it. SQLite has synchronized it when this returns.
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try copy.close()
            guard rename(draft, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            // What is left of it is in nobody's way.
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
    }
}
