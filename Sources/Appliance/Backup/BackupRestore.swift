// SPDX-License-Identifier: Apache-2.0

import Conference
package import Foundation
import Glibc
import SQLiteStore

/// Puts a backup back: into a folder of its own, or in the place of the present database.
package struct BackupRestore: Sendable {
    private let folder: URL
    private let manifest: BackupManifest

    /// What a database that made room is called, before the moment.
    static let replacedMark = ".replaced-"

    /// Reads the backup in `path` and makes sure that it is whole: each file, the database, and its journal's chain.
    package init(checking path: String) throws {
        folder = URL(filePath: path)
        manifest = try BackupManifest(of: folder)
        try BackupCheck.compareFiles(manifest, in: folder)
        do {
            let found = try DatabaseCopy.inspect(database.path)
            guard found.problems.isEmpty else {
                throw ApplianceError("The backup does not hold: \(found.problems.joined(separator: " "))")
            }
            guard found.factCount == manifest.head.sequence, found.digest == manifest.head.digest else {
                throw ApplianceError("The backup's database is not the one that its manifest tells of.")
            }
        } catch let error as StoreError {
            throw ApplianceError(error.message, cause: error.cause)
        }
    }

    private var database: URL { folder.appending(path: BackupManifest.databaseName) }

    /// What the backup is, in lines.
    package var summary: [String] {
        let made = manifest.madeAt.formatted(.iso8601)
        let last = manifest.head.recordedAt.map { ", the last of \($0.formatted(.iso8601))" } ?? ""
        return [
            "The backup of \(manifest.eventName) made at \(made) is whole: \(manifest.files.count) files, "
                + "\(manifest.registrations) people, \(manifest.head.sequence) facts\(last)."
        ]
    }

    // MARK: - Into another folder

    /// Makes an event folder of the backup at `path`, where nothing may be yet.
    package func restore(to path: String) throws -> [String] {
        let target = URL(filePath: path).standardizedFileURL
        // A folder that is not there, or one that cannot be read: the renaming tells.
        let found = (try? FileManager.default.contentsOfDirectory(atPath: target.path)) ?? []
        guard found.isEmpty else { throw ApplianceError("\(path) is there already. Name a folder that is not.") }
        let partial = target.deletingLastPathComponent().appending(path: ".\(target.lastPathComponent).partial")
        BackupFolder.remove(partial)
        do {
            try DurableFile.makeFolder(partial)
            for file in manifest.files { try put(file, into: partial) }
            try BackupCheck.compareFiles(manifest, in: partial)
            try BackupLayout.pointInside(partial.appending(path: "lanyard.toml"))
            try DurableFile.rename(partial, to: target)
        } catch {
            BackupFolder.remove(partial)
            throw error
        }
        return ["Restored to \(path). Serve it with: lanyard serve --config \(path)/lanyard.toml"]
    }

    private func put(_ file: BackupManifest.File, into target: URL) throws(ApplianceError) {
        let place = target.appending(path: file.path)
        do {
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw ApplianceError("\(place.path) cannot be made.", cause: error.localizedDescription)
        }
        _ = try DurableFile.copy(folder.appending(path: file.path), to: place)
    }

    // MARK: - Over the present database

    /// What the present database holds that the backup lacks, in lines; empty when nothing would be lost.
    package func losses(_ setup: ApplianceSetup) throws -> [String] {
        let present = setup.appliance.database.path
        guard FileManager.default.fileExists(atPath: present) else { return [] }
        do {
            let surplus = try DatabaseCopy.surplus(of: present, over: database.path)
            guard !surplus.isEmpty else { return [] }
            return ["The present database has what the backup lacks:"] + Self.words(for: surplus)
                + (try DatabaseCopy.stationsRevived(by: database.path, over: present).map(Self.words(forRevived:)))
        } catch {
            return ["What the present database has that the backup lacks cannot be told: \(error.message)"]
        }
    }

    private static func words(for surplus: DatabaseCopy.Surplus) -> [String] {
        var words: [String] = []
        if surplus.factCount > 0 {
            let kinds = surplus.facts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            let span = [surplus.first, surplus.last].compactMap { $0?.formatted(.iso8601) }.joined(separator: " to ")
            words.append("  \(surplus.factCount) facts, \(span): \(kinds)")
        }
        if surplus.registrations > 0 { words.append("  \(surplus.registrations) people on the list") }
        if surplus.hasErasures {
            words.append("  an erasure: the backup brings back who was erased; erase them once more afterwards")
        }
        return words
    }

    private static func words(forRevived station: String) -> String {
        "  the backup pairs \(station) again, whose token was taken away since; revoke it afterwards: "
            + "lanyard station revoke \"\(station)\""
    }

    /// Puts the backup's database in the place of the present one, which stays beside it under a dated name.
    ///
    /// Posters that are missing are put back as well, and so is the box's own authority, for the devices that trust it;
    /// what the event and the appliance are set to stays as it is.
    package func replace(_ setup: ApplianceSetup, now: Date = Date()) throws -> [String] {
        guard manifest.event == setup.event.id.rawValue else {
            throw ApplianceError("That is a backup of \(manifest.eventName) (\(manifest.event)), another event.")
        }
        let lock = try DaemonLock(database: setup.appliance.database.path)
        let place = setup.appliance.database.resolvingSymlinksInPath()
        let fresh = place.deletingLastPathComponent().appending(path: ".\(place.lastPathComponent).restoring")
        unlink(fresh.path)
        _ = try DurableFile.copy(database, to: fresh)
        try putBackPosters(setup)
        let certificates = try putBackCertificates(setup)
        DurableFile.giveToOwnerOfParent(fresh)
        let aside = try putAside(place, at: now)
        try DurableFile.rename(fresh, to: place)
        withExtendedLifetime(lock) {}
        return ["Restored \(place.path)."] + aside.map { "The database that was there is now \($0.path)." }
            + certificates
    }

    /// Puts the certificates back where there are none, and tells of those that are others.
    private func putBackCertificates(_ setup: ApplianceSetup) throws -> [String] {
        let kept = setup.ownCertificates
        let files = manifest.files.filter { $0.path.hasPrefix("\(kept.lastPathComponent)/") }
        guard let authority = files.first(where: { $0.path.hasSuffix("/authority.pem") }) else { return [] }
        let present = kept.appending(path: "authority.pem")
        if FileManager.default.fileExists(atPath: present.path) {
            guard try DurableFile.record(of: present).sha256 != authority.sha256 else { return [] }
            return [
                "This box has another authority than the backup, so devices that trust the backup's warn of this box. "
                    + "For the backup's, move \(kept.path) away and restore again."
            ]
        }
        for file in files { try put(file, into: kept.deletingLastPathComponent()) }
        DurableFile.giveToOwnerOfParent(kept)
        return ["The box's own authority was put back, which devices trust."]
    }

    /// Renames the present database with its logs; the database first, since a log without one is worth nothing.
    private func putAside(_ place: URL, at date: Date) throws(ApplianceError) -> [URL] {
        guard FileManager.default.fileExists(atPath: place.path) else { return [] }
        let aside = URL(filePath: "\(place.path)\(Self.replacedMark)\(BackupFolder.stamp(date))")
        try DurableFile.rename(place, to: aside)
        for log in ["-wal", "-shm"] where FileManager.default.fileExists(atPath: place.path + log) {
            try DurableFile.rename(URL(filePath: place.path + log), to: URL(filePath: aside.path + log))
        }
        return [aside]
    }

    private func putBackPosters(_ setup: ApplianceSetup) throws {
        let posters = manifest.files.filter { $0.path.hasPrefix("posters/") }
        let parent = setup.posterFolder.deletingLastPathComponent()
        for file in posters where !FileManager.default.fileExists(atPath: parent.appending(path: file.path).path) {
            try put(file, into: parent)
        }
        if !posters.isEmpty { DurableFile.giveToOwnerOfParent(setup.posterFolder) }
    }
}

/// Where things are in a folder that a backup was restored to.
enum BackupLayout {
    private static let own = ["event": "event.toml", "database": "lanyard.sqlite", "templates": "templates"]

    /// Makes `lanyard.toml` name the files beside it, wherever they were before.
    static func pointInside(_ file: URL) throws {
        let text = String(decoding: try ApplianceSetup.read(file, ""), as: UTF8.self)
        let folder = file.deletingLastPathComponent()
        let rewritten = rewrite(text) { FileManager.default.fileExists(atPath: folder.appending(path: $0).path) }
        guard rewritten != text else { return }
        unlink(file.path)
        _ = try DurableFile.write(Array(rewritten.utf8), to: file)
    }

    /// The text with its own keys of the first table set to what lies in the backup, and those without a file left out.
    ///
    /// A folder for backups elsewhere goes too: what is served from here must not thin the original's.
    static func rewrite(_ text: String, exists: (String) -> Bool) -> String {
        var table = ""
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let bare = line.trimmingCharacters(in: .whitespaces)
            if bare.hasPrefix("[") { table = String(bare.prefix { $0 != "]" }) }
            let key = line.contains("=") ? bare.prefix { $0 != "=" }.trimmingCharacters(in: blanksAndQuotes) : ""
            if table.isEmpty, let name = own[key] {
                if exists(name) { lines.append("\(key) = \"\(name)\"") }
            } else if table.drop(while: { $0 == "[" }).trimmingCharacters(in: blanksAndQuotes) != "backup"
                || key != "folder"
            {
                lines.append(String(line))
            }
        }
        return lines.joined(separator: "\n")
    }

    private static let blanksAndQuotes = CharacterSet.whitespaces.union(["\""])
}
