// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation

extension Doctor {
    /// Whether backups are made, can be written, and hold.
    static func backups(_ setup: ApplianceSetup) -> Examination {
        var findings: [Finding] = []
        if setup.appliance.backup == nil {
            findings.append(.hint("None are made on a schedule. Add [backup] to lanyard.toml."))
        }
        let settings = setup.backups
        do {
            try setup.makeUsualBackupFolder()
            _ = try BackupFolder(url: settings.folder).lock()
            if let trouble = space(for: setup) { findings.append(.mustFix(trouble)) }
        } catch {
            findings.append(.mustFix(error.message))
        }
        if let last = BackupFolder(url: settings.folder).backups(of: setup.event.id.rawValue).first {
            do {
                _ = try BackupRestore(checking: last.url.path)
            } catch {
                findings.append(
                    .mustFix("The last one cannot be relied on: \((error as? ApplianceError)?.message ?? "\(error)")"))
            }
        }
        return Examination(subject: "Backups in \(settings.folder.path)", findings: findings)
    }

    /// A day makes the database several times as large.
    private static func space(for setup: ApplianceSetup) -> String? {
        let folder = setup.backups.folder.path
        // What cannot be measured is found out by the first backup.
        guard let free = try? FileManager.default.attributesOfFileSystem(forPath: folder)[.systemFreeSize] as? NSNumber,
            let size = try? FileManager.default.attributesOfItem(atPath: setup.appliance.database.path)[.size]
                as? NSNumber
        else { return nil }
        let needed = max(50_000_000, 5 * size.int64Value)
        guard free.int64Value < needed else { return nil }
        return "\(folder) has \(free.int64Value / 1_000_000) MB left. Make room for \(needed / 1_000_000) MB."
    }
}
