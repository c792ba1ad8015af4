// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Glibc

/// The files in which personal data of an event lie, and to whom they belong.
struct EventFiles {
    private let setup: ApplianceSetup
    private let backupFolders: [URL]

    /// `backups` are the folders that backups were ever written to.
    init(_ setup: ApplianceSetup, backups: [String]) {
        self.setup = setup
        let folders = [folder(of: setup.appliance.database).appending(path: "backups").path] + backups
        var known: Set<String> = []
        backupFolders = folders.filter { known.insert($0).inserted }.map { URL(filePath: $0) }
    }

    /// The database with what SQLite keeps beside it.
    var database: [URL] {
        let path = setup.appliance.database.resolvingSymlinksInPath().path
        return ["", "-wal", "-shm", "-journal", ".lock"].map { URL(filePath: path + $0) }.filter(Self.isFile)
    }

    /// What was handed in of posters.
    var posters: [URL] { Self.files(in: setup.posterFolder) }

    /// The backups that can be reached, and the copies that upgrades and restores left beside the database.
    var backups: [URL] {
        let path = setup.appliance.database.resolvingSymlinksInPath().path
        let earlier = Self.entries(of: folder(of: setup.appliance.database)).filter {
            $0.path.hasPrefix("\(path).schema-") || $0.path.hasPrefix("\(path)\(BackupRestore.replacedMark)")
        }
        return earlier + backupFolders.flatMap { Self.entries(of: $0).filter(isBackup) }
    }

    /// Where backups may lie that cannot be reached now: on a stick that is not plugged in, or another user's.
    var backupsOutOfReach: [URL] {
        let missing = backupFolders.dropFirst().filter { !FileManager.default.fileExists(atPath: $0.path) }
        let closed = backupFolders.flatMap { folder in
            ([folder] + Self.entries(of: folder).filter { $0.lastPathComponent.hasPrefix("\(setup.event.id)-") })
                .filter(Self.isClosed)
        }
        return missing + closed
    }

    /// All other files in the event's folders.
    var others: [URL] {
        let ours = Set((database + posters).map(\.path))
        let backups = backups.map(\.path)
        var seen: Set<String> = []
        return [folder(of: setup.appliance.database), folder(of: setup.appliance.event)].flatMap(Self.files)
            .filter { file in
                !ours.contains(file.path) && !backups.contains { file.path == $0 || file.path.hasPrefix("\($0)/") }
                    && seen.insert(file.path).inserted
            }
    }

    /// Those in which no search sees text: printed rosters, labels, archives.
    var sealed: [URL] {
        others.filter { ["pdf", "png", "zip", "gz", "xz", "zst"].contains($0.pathExtension.lowercased()) }
    }

    /// Whether the file describes the event or the appliance.
    func isConfiguration(_ file: URL) -> Bool { file.pathExtension == "toml" || file.pathExtension == "svg" }

    /// A backup has the event's name in front, or that of one that never came to an end, and a database in it.
    private func isBackup(_ entry: URL) -> Bool {
        let prefixes = ["\(setup.event.id)-", ".lanyard-partial-"]
        guard prefixes.contains(where: entry.lastPathComponent.hasPrefix) else { return false }
        return ([entry] + Self.entries(of: entry)).contains { file in
            // What cannot be opened is no backup that could be removed either.
            guard Self.isFile(file), let handle = try? FileHandle(forReadingFrom: file) else { return false }
            defer { try? handle.close() }
            return (try? handle.read(upToCount: 16)) == Data("SQLite format 3\0".utf8)
        }
    }

    // What cannot be read has no files that could be found.
    private static func entries(of folder: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map { folder.appending(path: $0) }
    }

    private static func files(in folder: URL) -> [URL] {
        let folder = folder.resolvingSymlinksInPath()
        guard let paths = FileManager.default.enumerator(atPath: folder.path) else { return [] }
        return paths.compactMap { $0 as? String }.sorted().map { folder.appending(path: $0) }.filter(isFile)
    }

    /// Whether there is something that this user may not look into.
    private static func isClosed(_ url: URL) -> Bool {
        FileManager.default.fileExists(atPath: url.path) && access(url.path, R_OK | X_OK) != 0
    }

    private static func isFile(_ url: URL) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
        return attributes?[.type] as? FileAttributeType == .typeRegular
    }
}

private func folder(of file: URL) -> URL { file.resolvingSymlinksInPath().deletingLastPathComponent() }
