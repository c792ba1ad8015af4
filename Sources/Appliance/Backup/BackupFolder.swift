// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A folder in which backups lie, each a folder of its own.
struct BackupFolder: Sendable {
    let url: URL

    /// What is not whole has such a name, and is swept away by the next backup.
    static let partialPrefix = ".lanyard-partial-"
    private static let lockName = ".lanyard-backup.lock"

    /// A backup that lies here.
    struct Item: Equatable, Sendable {
        let url: URL
        let manifest: BackupManifest
    }

    /// The backups of the event, the newest first; what is none is passed over.
    func backups(of event: String) -> [Item] {
        names.filter { $0.hasPrefix("\(event)-") }.compactMap { name -> Item? in
            let folder = url.appending(path: name)
            // A folder without a manifest that can be read is no backup.
            guard let manifest = try? BackupManifest(of: folder), manifest.event == event else { return nil }
            return Item(url: folder, manifest: manifest)
        }.sorted { ($0.manifest.madeAt, $0.url.path) > ($1.manifest.madeAt, $1.url.path) }
    }

    /// What lies here of backups that never came to an end.
    var partials: [URL] { names.filter { $0.hasPrefix(Self.partialPrefix) }.map { url.appending(path: $0) } }

    // A folder that cannot be read holds nothing that could be found.
    private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [] }

    /// Throws unless a backup could be begun here; writes nothing.
    func probe() throws(ApplianceError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw ApplianceError(
                "There is no folder \(url.path) for backups. Is its disk plugged in? Otherwise make the folder.")
        }
        guard access(url.path, W_OK | X_OK) == 0 else { throw DurableFile.trouble(url, "cannot be written") }
    }

    /// Makes sure that a backup could be written here, and that nobody else writes one.
    func lock() throws(ApplianceError) -> Lock {
        try probe()
        return try Lock(url.appending(path: Self.lockName))
    }

    /// Removes what killed backups left.
    ///
    /// The caller holds the lock.
    func sweep() {
        for partial in partials { Self.remove(partial) }
    }

    /// Removes all but the newest `count` backups of the event.
    ///
    /// The caller holds the lock. One that is being removed has no backup's name any more.
    func thin(_ event: String, keeping count: Int) {
        for item in backups(of: event).dropFirst(count) {
            let partial = url.appending(path: "\(Self.partialPrefix)\(UUID().uuidString)")
            guard Glibc.rename(item.url.path, partial.path) == 0 else { continue }
            Self.remove(partial)
        }
    }

    /// A name for the backup of that moment that no backup here has.
    func freshName(_ event: String, at date: Date) -> URL {
        let stamp = Self.stamp(date)
        let candidates = sequence(first: 1) { $0 + 1 }.lazy.map { number in
            url.appending(path: "\(event)-\(stamp)\(number == 1 ? "" : "-\(number)")")
        }
        return candidates.first { !FileManager.default.fileExists(atPath: $0.path) } ?? url
    }

    /// A moment as it stands in names, without the colons that USB sticks refuse.
    static func stamp(_ date: Date) -> String {
        let text = date.formatted(.iso8601.timeZoneSeparator(.omitted).dateSeparator(.omitted).timeSeparator(.omitted))
        return text.hasSuffix("Z") ? text : "\(text)Z"
    }

    /// What cannot be removed is tried again with the next backup.
    static func remove(_ folder: URL) { try? FileManager.default.removeItem(at: folder) }

    /// Held while somebody writes here.
    final class Lock {
        private let descriptor: CInt

        init(_ file: URL) throws(ApplianceError) {
            descriptor = open(file.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw DurableFile.trouble(file, "cannot be written") }
            DurableFile.giveToOwnerOfParent(file)
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                close(descriptor)
                let folder = file.deletingLastPathComponent().path
                throw ApplianceError("Another backup is being written to \(folder). Try again when it is done.")
            }
        }

        deinit { close(descriptor) }
    }
}
