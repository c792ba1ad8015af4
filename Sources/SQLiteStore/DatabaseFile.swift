// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// Opens the database file and makes sure of what the rest relies on.
enum DatabaseFile {
    /// How long a connection waits for another process's transaction.
    private static let patience = 10.0

    static func open(_ path: String, creating: Bool) throws(StoreError) -> DatabasePool {
        if creating { createPrivately(path) }
        guard FileManager.default.fileExists(atPath: path) else { throw missing(path, creating: creating) }
        do {
            try refuseNewerVersion(path)
            try EarlierSchema.keepCopy(of: path)
            let pool = try DatabasePool(path: path, configuration: configuration)
            try Schema.migrator.migrate(pool)
            try insistOnDurability(pool, path)
            return pool
        } catch let error as StoreError {
            throw error
        } catch {
            throw explanation(of: error, path)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.label = "lanyard"
        return configuration
    }

    /// Creates the file readable by its owner alone, a mode that SQLite gives to its WAL too.
    ///
    /// A failure shows on opening.
    static func createPrivately(_ path: String) {
        let descriptor = Glibc.open(path, O_CREAT | O_CLOEXEC | O_RDWR, 0o600)
        if descriptor >= 0 { close(descriptor) }
    }

    /// Looks through a read-only connection, because GRDB writes to the file when it opens a pool.
    private static func refuseNewerVersion(_ path: String) throws {
        var configuration = configuration
        configuration.readonly = true
        let file = try DatabaseQueue(path: path, configuration: configuration)
        guard try file.read({ try Schema.migrator.hasBeenSuperseded($0) }) else { return }
        throw StoreError(
            code: .newerVersion,
            message: "\(path) was written by a newer Lanyard; nothing was changed. Use that version, or a backup.")
    }

    /// Sets `synchronous=FULL` after opening, because GRDB sets NORMAL itself while it opens, and reads it back.
    private static func insistOnDurability(_ pool: DatabasePool, _ path: String) throws {
        let level = try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            return try Int.fetchOne(db, sql: "PRAGMA synchronous")
        }
        guard level == 2 else {
            throw StoreError(code: .notDurable, message: "\(path) cannot be written durably (synchronous is not FULL).")
        }
    }

    private static func missing(_ path: String, creating: Bool) -> StoreError {
        guard creating else {
            return StoreError(
                code: .missing, message: "There is no database \(path). Import a registration list first.")
        }
        return StoreError(
            code: .notWritable,
            message: "\(path) cannot be created. Is its folder missing, read-only, or owned by another user?")
    }

    /// Whether the disk, or another program that holds the file, is what refuses.
    static func isOfTheDisk(_ error: any Error) -> Bool {
        let codes: [ResultCode] = [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_BUSY]
        return (error as? DatabaseError).map { codes.contains($0.resultCode) } ?? false
    }

    /// What `error` means, with the file's `path` if whoever reads it may know that.
    static func explanation(of error: any Error, _ path: String?) -> StoreError {
        let subject = path ?? "The database"
        let cause = String(describing: error)
        guard let error = error as? DatabaseError else {
            return StoreError(code: .failed, message: "\(subject) cannot be used.", cause: cause)
        }
        switch error.resultCode {
        case .SQLITE_NOTADB:
            return StoreError(
                code: .notADatabase, message: "\(subject) is not a Lanyard database.", cause: error.message)
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            return StoreError(
                code: .notWritable,
                message: "\(subject) cannot be written. Is its folder read-only, or owned by another user?",
                cause: error.message)
        case .SQLITE_IOERR:
            return StoreError(
                code: .failed,
                message:
                    "The disk of \(path ?? "the database") does not work: it has become read-only, or is broken or gone.",
                cause: error.message)
        case .SQLITE_FULL:
            return StoreError(
                code: .failed, message: "The disk of \(path ?? "the database") is full.", cause: error.message)
        case .SQLITE_BUSY:
            return StoreError(
                code: .failed, message: "\(subject) is held by another program. Try again when it is done.",
                cause: error.message)
        case .SQLITE_CORRUPT:
            return StoreError(
                code: .damaged, message: "\(subject) is damaged. Keep a copy of it and restore a backup.",
                cause: error.message)
        default:
            return StoreError(code: .failed, message: "\(subject) cannot be used.", cause: error.message)
        }
    }
}
