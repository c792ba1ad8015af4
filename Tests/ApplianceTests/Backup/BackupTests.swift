// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import TestSupport
import Testing

@testable import Appliance

struct BackupTests {
    private let world: EventWorld
    private let folder: BackupFolder
    private let stick: URL

    init() throws {
        world = try EventWorld()
        stick = world.folder.appending(path: "stick")
        try FileManager.default.createDirectory(at: stick, withIntermediateDirectories: false)
        folder = BackupFolder(url: stick)
    }

    /// A backup of the world's database and nothing else.
    private func back(up event: String = "socml16", at date: Date) throws -> BackupFolder.Item {
        try BackupWriter(
            event: event, eventName: "SOCML", database: world.folder.appending(path: "lanyard.sqlite").path,
            contents: BackupContents(entries: []), made: ["roster.txt": Array("Ada".utf8)], now: date
        ).write(into: folder)
    }

    private var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: stick.path).filter { !$0.hasSuffix(".lock") }.sorted()
        }
    }

    @Test func `a backup is whole and can be told by its manifest`() async throws {
        _ = try await world.arrive("Ada")
        let item = try back(up: world.event.id.rawValue, at: world.clock.now)
        #expect(item.manifest.head.sequence == 2)
        #expect(item.manifest.files.map(\.path) == ["lanyard.sqlite", "roster.txt"])
        #expect(try BackupManifest(of: item.url).head.digest == item.manifest.head.digest)
        _ = try BackupRestore(checking: item.url.path)
        #expect(folder.backups(of: "socml16").map(\.url.lastPathComponent) == [item.url.lastPathComponent])
    }

    @Test(arguments: ["lanyard.sqlite", "roster.txt", "manifest.json"])
    func `a backup that was changed is not restored`(name: String) async throws {
        _ = try await world.arrive("Ada")
        let item = try back(at: world.clock.now)
        let file = item.url.appending(path: name)
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: file)
        #expect(throws: ApplianceError.self) { try BackupRestore(checking: item.url.path) }
    }

    @Test(arguments: ["../event.toml", "/etc/passwd", "a//b", "a/./b", "", "a/../../b", "a\0b"])
    func `a manifest that leads out of its folder is refused`(path: String) throws {
        #expect(!BackupManifest.File(path: path, bytes: 0, sha256: "").staysInside)
    }

    @Test func `what a killed backup left is swept away by the next one`() throws {
        let partial = stick.appending(path: "\(BackupFolder.partialPrefix)x")
        try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: false)
        #expect(folder.partials.count == 1)
        let item = try back(at: world.clock.now)
        #expect(try names == [item.url.lastPathComponent])
    }

    @Test func `the newest stay, and another event's`() throws {
        let other = try back(up: "socml17", at: world.clock.now)
        let made = try (0..<4).map { try back(at: world.clock.now + Double($0) * 60) }
        folder.thin("socml16", keeping: 2)
        let kept = [other, made[2], made[3]].map(\.url.lastPathComponent)
        #expect(try names == kept.sorted())
    }

    @Test func `two of one second have names of their own`() throws {
        let names = try (0..<2).map { _ in try back(at: world.clock.now).url.lastPathComponent }
        #expect(names[1] == "\(names[0])-2")
    }

    @Test func `two are never written to one folder at once`() throws {
        let lock = try folder.lock()
        let error = #expect(throws: ApplianceError.self) { try back(at: world.clock.now) }
        #expect(error?.message.contains("Another backup") == true)
        withExtendedLifetime(lock) {}
    }

    @Test func `a folder that is not there is told and not made`() throws {
        let folder = BackupFolder(url: world.folder.appending(path: "unplugged"))
        let error = #expect(throws: ApplianceError.self) { try folder.probe() }
        #expect(error?.message.contains("plugged in") == true)
        #expect(!FileManager.default.fileExists(atPath: folder.url.path))
    }

    @Test func `a restored appliance's file names what lies beside it`() {
        let text = """
            event = "/etc/lanyard/event.toml"
            database = "/var/lib/lanyard/lanyard.sqlite"  # state
            templates = "/srv/templates"
            [ backup ] # on a stick
            folder = "/media/usb"
            keep = 5
            [log]
            level = "info"
            """
        let rewritten = BackupLayout.rewrite(text) { $0 != "templates" }
        #expect(
            rewritten
                == "event = \"event.toml\"\ndatabase = \"lanyard.sqlite\"\n[ backup ] # on a stick\nkeep = 5\n[log]\nlevel = \"info\""
        )
    }
}
