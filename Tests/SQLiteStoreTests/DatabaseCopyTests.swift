// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import GRDB
import SQLiteStore
import Testing

struct DatabaseCopyTests {
    private let world: World
    private let store: SQLiteStore
    private var copy: String { world.folder.appending(path: "copy.sqlite").path }

    init() throws {
        world = try World()
        store = try world.open()
    }

    private func arrive(_ names: String...) async throws {
        for name in names {
            let people = try await world.add(name, to: store)
            for person in people { try await store.record(world.checkIn(person)) }
        }
    }

    @Test func `copies what a store that is open has committed`() async throws {
        try await arrive("Ada", "Grace")
        try DatabaseCopy.make(of: world.path, at: copy)
        try await arrive("Later")
        let found = try DatabaseCopy.inspect(copy)
        #expect(found.problems.isEmpty)
        #expect(found.factCount == 2)
        #expect(found.registrationCount == 2)
        #expect(try DatabaseCopy.digest(ofFact: 2, in: world.path) == found.digest)
        #expect(try await SQLiteStore(path: copy).backupFolders().isEmpty)
    }

    @Test func `is one file that its owner alone may read`() async throws {
        try await arrive("Ada")
        try DatabaseCopy.make(of: world.path, at: copy)
        _ = try DatabaseCopy.inspect(copy)
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: world.folder.path)
        #expect(names.filter { $0.hasPrefix("copy") } == ["copy.sqlite"])
    }

    @Test func `says that a fact was changed, and that a page was`() async throws {
        try await arrive("Ada", "Grace")
        try DatabaseCopy.make(of: world.path, at: copy)
        let file = try DatabaseQueue(path: copy)
        try await file.write { try $0.execute(sql: "UPDATE facts SET at = at + 1 WHERE sequence = 1") }
        try file.close()
        #expect(try DatabaseCopy.inspect(copy).problems == ["Fact 1 was changed after it was recorded."])

        var bytes = try Data(contentsOf: URL(filePath: copy))
        bytes.replaceSubrange(8192..<12288, with: Data(repeating: 0xA5, count: 4096))
        try bytes.write(to: URL(filePath: copy))
        // Whether it is told as an error or as a problem is SQLite's to say.
        let problems = (try? DatabaseCopy.inspect(copy).problems) ?? ["it cannot be read"]
        #expect(!problems.isEmpty)
    }

    @Test func `tells what one file has and the other lacks`() async throws {
        try await arrive("Ada")
        try DatabaseCopy.make(of: world.path, at: copy)
        #expect(try DatabaseCopy.surplus(of: world.path, over: copy).isEmpty)
        try await arrive("Grace", "Edsger")
        let surplus = try DatabaseCopy.surplus(of: world.path, over: copy)
        #expect(surplus.facts == ["checkedIn": 2])
        #expect(surplus.registrations == 2)
        #expect(try DatabaseCopy.surplus(of: copy, over: world.path).isEmpty)
    }

    @Test func `refuses what is no database of its own`() throws {
        let other = world.folder.appending(path: "other.sqlite")
        try Data("name,code\n".utf8).write(to: other)
        #expect(throws: StoreError.self) { try DatabaseCopy.inspect(other.path) }
        try FileManager.default.removeItem(at: other)
        try DatabaseQueue(path: other.path).write { try $0.execute(sql: "CREATE TABLE a (b)") }
        let error = #expect(throws: StoreError.self) { try DatabaseCopy.inspect(other.path) }
        #expect(error?.code == .notADatabase)
    }

    @Test func `overwrites nothing`() async throws {
        try await arrive("Ada")
        try Data("mine".utf8).write(to: URL(filePath: copy))
        #expect(throws: StoreError.self) { try DatabaseCopy.make(of: world.path, at: copy) }
        #expect(try Data(contentsOf: URL(filePath: copy)) == Data("mine".utf8))
    }

    @Test func `remembers each folder that copies went to once`() async throws {
        try await store.rememberBackupFolder("/media/stick")
        try await store.rememberBackupFolder("/media/stick")
        try await store.rememberBackupFolder("/var/backups")
        #expect(try await store.backupFolders() == ["/media/stick", "/var/backups"])
    }
}
