// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Conference
import Dispatch
package import Foundation
import FrontDesk
import SQLiteStore
import Sealing

/// Makes backups of an event, beside a daemon or in it.
package struct BackupMaker: Sendable {
    private let setup: ApplianceSetup
    private let store: SQLiteStore
    private let roster: RosterPress<SQLiteStore, BadgeKey>
    /// The disk may be slow: it is waited for on a queue of its own.
    private let queue = DispatchQueue(label: "lanyard.backups", qos: .utility)
    private let now: @Sendable () -> Date

    /// A backup that was made and checked.
    package struct Made: Sendable {
        package let folder: URL
        package let factCount: Int64
        package let registrationCount: Int
        /// What the operator should know of it.
        package let remarks: [String]

        package var summary: String {
            "\(folder.path): \(factCount) facts, \(registrationCount) people, checked."
        }
    }

    package init(_ setup: ApplianceSetup) async throws {
        let store = try setup.openStore()
        self.init(
            setup, store: store,
            roster: RosterPress(
                store: store, event: setup.event, sealer: try await store.badgeKey(), renderer: BadgeRenderer()))
    }

    init(
        _ setup: ApplianceSetup, store: SQLiteStore, roster: RosterPress<SQLiteStore, BadgeKey>,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.roster = roster
        self.setup = setup
        self.store = store
        self.now = now
    }

    /// Makes a backup in `path`, or in the folder that `lanyard.toml` names.
    ///
    /// Of the event's backups there, the newest `keep` stay; all of them without a number.
    package func make(in path: String? = nil, keeping keep: Int? = nil) async throws -> Made {
        let setup = setup
        let prepared = try await onQueue {
            if path == nil { try setup.makeUsualBackupFolder() }
            let folder = path.map { URL(filePath: $0) } ?? setup.backups.folder
            return (folder: BackupFolder(url: folder.resolvingSymlinksInPath()), contents: BackupContents(setup))
        }
        var remarks = prepared.contents.omitted.map { "Not in the backup: \($0)." }
        if let trouble = await remember(prepared.folder) { remarks.append(trouble) }
        let writer = BackupWriter(
            event: setup.event.id.rawValue, eventName: setup.event.name, database: setup.appliance.database.path,
            contents: prepared.contents, made: try await rosterFile(), now: now())
        let item = try await onQueue {
            let item = try writer.write(into: prepared.folder)
            if let keep { try thin(prepared.folder, keeping: keep) }
            return item
        }
        return Made(
            folder: item.url, factCount: item.manifest.head.sequence, registrationCount: item.manifest.registrations,
            remarks: remarks)
    }

    /// The list on paper, for the day when nothing runs on which a backup could be restored.
    private func rosterFile() async throws -> [String: [UInt8]] {
        ["roster.pdf": try await roster.pdf(on: setup.backups.paper)]
    }

    /// A disk that takes no word more is the reason for a backup, not one against it.
    private func remember(_ folder: BackupFolder) async -> String? {
        do {
            try await store.rememberBackupFolder(folder.url.path)
            return nil
        } catch {
            return
                "That a backup lies in \(folder.url.path) could not be recorded; lanyard erase will not find it there."
        }
    }

    private func thin(_ folder: BackupFolder, keeping count: Int) throws {
        let lock = try folder.lock()
        folder.thin(setup.event.id.rawValue, keeping: count)
        withExtendedLifetime(lock) {}
    }

    /// Does what waits for a disk where it holds up nobody.
    func onQueue<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}

extension ApplianceSetup {
    /// Where backups go and how often, whether `lanyard.toml` has a schedule or not.
    var backups: BackupSettings { appliance.backup ?? BackupSettings(besides: appliance.database) }

    /// Makes the folder that nobody named; one that was named is a disk that may not be plugged in.
    func makeUsualBackupFolder() throws(ApplianceError) {
        guard backups.isUsualFolder else { return }
        try DurableFile.makeFolder(backups.folder)
        DurableFile.giveToOwnerOfParent(backups.folder)
    }
}
