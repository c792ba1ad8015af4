// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The files that belong to an event besides its database, and what they are called in a backup.
struct BackupContents: Sendable {
    struct Entry: Equatable, Sendable {
        let source: URL
        /// From the backup's folder.
        let path: String
        /// Whether its bytes never change once it has its name.
        var isImmutable = false
    }

    private(set) var entries: [Entry] = []
    /// What the event names and a backup does not hold, with why.
    private(set) var omitted: [String] = []

    init(entries: [Entry]) {
        self.entries = entries
    }

    /// Looks at the folders as they are now.
    init(_ setup: ApplianceSetup) {
        add(setup.file, as: "lanyard.toml")
        add(setup.appliance.event, as: "event.toml")
        let named = [setup.eventFile.map, setup.eventFile.tls?.certificate, setup.eventFile.tls?.key].compactMap { $0 }
        for path in named + setup.eventFile.webhooks.compactMap(\.tokenFile) { addNamed(path, setup) }
        if let templates = setup.appliance.templates { addFolder(templates, as: "templates") }
        addFolder(setup.posterFolder, as: "posters", isImmutable: true)
        addFolder(setup.ownCertificates, as: setup.ownCertificates.lastPathComponent)
    }

    /// A file that the event file names; only from its own folder can it be put back where it is looked for.
    private mutating func addNamed(_ path: String, _ setup: ApplianceSetup) {
        let file = BackupManifest.File(path: path, bytes: 0, sha256: "")
        guard file.staysInside else {
            return omitted.append("\(path), which lies outside the event's folder")
        }
        add(setup.file(path), as: path)
    }

    private mutating func addFolder(_ folder: URL, as name: String, isImmutable: Bool = false) {
        // A folder that is not there holds nothing.
        let found = FileManager.default.enumerator(atPath: folder.path)
        while let path = found?.nextObject() as? String {
            let parts = path.split(separator: "/")
            // What is being written has a name with a dot in front.
            guard !parts.contains(where: { $0.hasPrefix(".") }) else { continue }
            add(folder.appending(path: path), as: "\(name)/\(path)", isImmutable: isImmutable)
        }
    }

    private mutating func add(_ source: URL, as path: String, isImmutable: Bool = false) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder), !isFolder.boolValue else {
            return
        }
        if let other = entries.first(where: { $0.path == path }) {
            let isSame = other.source.resolvingSymlinksInPath().path == source.resolvingSymlinksInPath().path
            if !isSame { omitted.append("\(source.path), because \(other.source.path) has its name in a backup") }
            return
        }
        entries.append(Entry(source: source, path: path, isImmutable: isImmutable))
    }
}
