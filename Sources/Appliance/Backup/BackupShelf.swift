// SPDX-License-Identifier: Apache-2.0

import Conference
package import Foundation
package import SQLiteStore

/// Every place in which copies of the event's database lie, as far as Lanyard made them.
package struct BackupShelf: Sendable {
    private let setup: ApplianceSetup
    private let store: SQLiteStore

    package init(_ setup: ApplianceSetup, store: SQLiteStore) {
        self.setup = setup
        self.store = store
    }

    /// What is left of backups: a folder each, also of those that never came to an end.
    package func backups() throws -> [URL] {
        let event = setup.event.id.rawValue
        return try folders().filter(isThere).map { BackupFolder(url: $0) }.flatMap { folder in
            folder.backups(of: event).map(\.url) + folder.partials
        }
    }

    /// The databases that restores put aside, with their logs: files beside the database.
    package func replacedDatabases() -> [URL] {
        let database = setup.appliance.database
        let folder = database.deletingLastPathComponent()
        // A folder that cannot be read holds no database.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let prefix = "\(database.lastPathComponent)\(BackupRestore.replacedMark)"
        return names.filter { $0.hasPrefix(prefix) }.sorted().map { folder.appending(path: $0) }
    }

    /// Every file in which what the database holds may be found, besides the database itself.
    package func files() throws -> [URL] {
        let inside = try backups().flatMap { backup -> [URL] in
            let found = FileManager.default.enumerator(at: backup, includingPropertiesForKeys: [.isRegularFileKey])
            return (found?.compactMap { $0 as? URL } ?? []).filter { !$0.hasDirectoryPath }
        }
        return inside + replacedDatabases()
    }

    /// The folders that backups were written to and that are not there now, such as a stick that was taken away.
    package func missingFolders() throws -> [URL] { try folders().filter { !isThere($0) } }

    private func folders() throws -> [URL] {
        let known = try store.backupFolders().map { URL(filePath: $0) }
        let usual = BackupSettings(besides: setup.appliance.database).folder.resolvingSymlinksInPath()
        return known.contains { $0.path == usual.path } || !isThere(usual) ? known : known + [usual]
    }

    private func isThere(_ folder: URL) -> Bool { FileManager.default.fileExists(atPath: folder.path) }
}
