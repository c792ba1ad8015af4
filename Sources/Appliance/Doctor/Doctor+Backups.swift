// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

extension Doctor {
    /// Whether backups are made, can be written, and hold.
    func backups() -> Examination {
        var findings: [Finding] = []
        if setup.appliance.backup == nil {
            findings.append(.hint("None are made on a schedule. Add [backup] to lanyard.toml."))
        }
        let folder = BackupFolder(url: setup.backups.folder)
        do {
            // The folder that nobody named is made with the first backup.
            let isToBeMade = setup.backups.isUsualFolder && !FileManager.default.fileExists(atPath: folder.url.path)
            if !isToBeMade { try folder.probe() }
            if let trouble = space() { findings.append(.mustFix(trouble)) }
            if sharesDisk() {
                findings.append(
                    .hint(
                        "They lie on the database's own disk, and break with it. Name a folder elsewhere in [backup]."))
            }
        } catch {
            findings.append(.mustFix(error.message))
        }
        let found = folder.backups(of: setup.event.id.rawValue)
        if let last = found.first {
            do {
                _ = try BackupRestore(checking: last.url.path)
            } catch {
                findings.append(.mustFix("The last one cannot be relied on: \(Self.words(for: error))"))
            }
        }
        let notes = ["\(found.count) of them"] + found.prefix(1).map { "the last is \($0.url.lastPathComponent)" }
        return Examination(
            subject: "Backups in \(folder.url.path)", findings: findings, notes: [notes.joined(separator: ", ")])
    }

    /// Where backups go now, or will once the first one is made.
    private var backupDisk: URL {
        setup.backups.isUsualFolder ? setup.backups.folder.deletingLastPathComponent() : setup.backups.folder
    }

    private func sharesDisk() -> Bool {
        let disks = [backupDisk.path, setup.appliance.database.path].map { path in
            // Whose disk cannot be told is said to be another: the first backup finds out what is wrong.
            try? FileManager.default.attributesOfItem(atPath: path)[.systemNumber] as? NSNumber
        }
        return disks[0] != nil && disks[0] == disks[1]
    }

    /// A day makes the database several times as large.
    private func space() -> String? {
        let files = FileManager.default
        let disk = backupDisk
        // What cannot be measured is found out by the first backup.
        guard
            let free = try? files.attributesOfFileSystem(forPath: disk.path)[.systemFreeSize] as? NSNumber,
            let size = try? files.attributesOfItem(atPath: setup.appliance.database.path)[.size] as? NSNumber
        else { return nil }
        let needed = max(50_000_000, 5 * size.int64Value)
        guard free.int64Value < needed else { return nil }
        return
            "\(disk.path) has \(free.int64Value / 1_000_000) MB left. Make room for \(needed / 1_000_000) MB."
    }
}
