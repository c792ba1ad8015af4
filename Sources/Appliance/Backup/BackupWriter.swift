// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import SQLiteStore

/// Writes one backup: under a name of its own until all of it is on the disk, read back and found whole.
struct BackupWriter: Sendable {
    let event: String
    let eventName: String
    let database: String
    let contents: BackupContents
    /// What is made for the backup and is no file elsewhere, by its path there.
    let made: [String: [UInt8]]
    let now: Date

    /// Writes it into `folder`; nothing of it stays there if that comes to nothing.
    ///
    /// Blocks until it is done.
    func write(into folder: BackupFolder) throws -> BackupFolder.Item {
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        folder.sweep()
        let partial = folder.url.appending(path: "\(BackupFolder.partialPrefix)\(UUID().uuidString)")
        do {
            try DurableFile.makeFolder(partial)
            let manifest = try fill(partial, besides: folder.backups(of: event).first)
            DurableFile.giveToOwnerOfParent(partial)
            let final = folder.freshName(event, at: now)
            try DurableFile.rename(partial, to: final)
            return BackupFolder.Item(url: final, manifest: manifest)
        } catch {
            BackupFolder.remove(partial)
            throw (error as? StoreError).map { ApplianceError($0.message, cause: $0.cause) } ?? error
        }
    }

    private func fill(_ partial: URL, besides last: BackupFolder.Item?) throws -> BackupManifest {
        let copy = partial.appending(path: BackupManifest.databaseName)
        try DatabaseCopy.make(of: database, at: copy.path)
        try DurableFile.synchronize(copy)
        let found = try check(copy)
        var files = [file(BackupManifest.databaseName, try DurableFile.record(of: copy))]
        for entry in contents.entries {
            if let record = try add(entry, to: partial, besides: last) { files.append(file(entry.path, record)) }
        }
        for (path, bytes) in made.sorted(by: { $0.key < $1.key }) {
            files.append(file(path, try DurableFile.write(bytes, to: partial.appending(path: path))))
        }
        let manifest = BackupManifest(
            event: event, eventName: eventName, madeAt: now, database: found, files: files)
        _ = try DurableFile.write(
            try manifest.encoded(), to: partial.appending(path: BackupManifest.fileName))
        try synchronizeFolders(partial)
        try BackupCheck.compareFiles(manifest, in: partial)
        return manifest
    }

    /// Opens the copy as a restore would, and holds its head against the original's journal.
    private func check(_ copy: URL) throws -> DatabaseCopy {
        let found = try DatabaseCopy.inspect(copy.path)
        guard found.problems.isEmpty else {
            throw ApplianceError("The copy of the database does not hold: \(found.problems.joined(separator: " "))")
        }
        guard try DatabaseCopy.digest(ofFact: found.factCount, in: database) == found.digest else {
            throw ApplianceError("The copy of the database is not what \(database) holds.")
        }
        return found
    }

    private func file(_ path: String, _ record: FileRecord) -> BackupManifest.File {
        BackupManifest.File(path: path, bytes: record.bytes, sha256: record.sha256)
    }

    /// Copies a file, or names it once more where the last backup has the same; `nil` if it is gone meanwhile.
    private func add(
        _ entry: BackupContents.Entry, to partial: URL, besides last: BackupFolder.Item?
    ) throws(ApplianceError) -> FileRecord? {
        let target = partial.appending(path: entry.path)
        try makeFolders(for: entry.path, in: partial)
        if entry.isImmutable, let last, let known = last.manifest.files.first(where: { $0.path == entry.path }),
            try DurableFile.record(of: entry.source) == FileRecord(bytes: known.bytes, sha256: known.sha256),
            // Sticks know no second names: there it is copied.
            link(last.url.appending(path: entry.path).path, target.path) == 0
        {
            return FileRecord(bytes: known.bytes, sha256: known.sha256)
        }
        guard FileManager.default.fileExists(atPath: entry.source.path) else { return nil }
        return try DurableFile.copy(entry.source, to: target)
    }

    private func makeFolders(for path: String, in partial: URL) throws(ApplianceError) {
        var folder = partial
        for part in path.split(separator: "/").dropLast() {
            folder = folder.appending(path: String(part))
            try DurableFile.makeFolder(folder)
        }
    }

    private func synchronizeFolders(_ partial: URL) throws(ApplianceError) {
        let inside = Set(
            contents.entries.flatMap { entry -> [String] in
                let parts = entry.path.split(separator: "/").dropLast()
                return parts.indices.map { parts[...$0].joined(separator: "/") }
            })
        for path in inside { try DurableFile.synchronize(partial.appending(path: path)) }
        try DurableFile.synchronize(partial)
    }
}

/// Whether a backup is what its manifest says.
enum BackupCheck {
    /// Reads every file and compares its length and digest.
    static func compareFiles(_ manifest: BackupManifest, in folder: URL) throws(ApplianceError) {
        for file in manifest.files {
            let record = try DurableFile.record(of: folder.appending(path: file.path))
            guard record == FileRecord(bytes: file.bytes, sha256: file.sha256) else {
                throw ApplianceError("\(folder.appending(path: file.path).path) is not what was written there.")
            }
        }
    }
}
