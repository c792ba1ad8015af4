// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import GRDB
import Printing
import Sealing
import Testing

@testable import SQLiteStore

struct DatabaseFileTests {
    let world: World

    init() throws {
        world = try World()
    }

    private func refusal() throws -> StoreError {
        try #require(throws: StoreError.self) { try world.open() }
    }

    @Test func `is durable against a power cut`() async throws {
        let store = try world.open()
        #expect(try await store.durability() == SQLiteStore.Durability(journalMode: "wal", synchronous: 2))
    }

    @Test func `is readable by its owner alone`() throws {
        let store = try world.open()
        let mode = try FileManager.default.attributesOfItem(atPath: world.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        withExtendedLifetime(store) {}
    }

    @Test func `of a newer version is refused and left as it was`() async throws {
        _ = try world.open()
        let queue = try DatabaseQueue(path: world.path)
        try await queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')") }
        try queue.close()
        #expect(try refusal().code == .newerVersion)
    }

    @Test func `of before there were cards keeps its print jobs, and takes cards`() async throws {
        let badge = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
        let desk = try #require(PrinterID("desk"))
        let (first, second) = (PrintJobID(), PrintJobID())
        let queue = try DatabaseQueue(path: world.path)
        try Schema.migrator.migrate(queue, upTo: "4 boards of poster sessions")
        try await queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO registrations (id, ordinal, full_name, role, status)
                      VALUES ('r', 1, 'Ada', 'attendee', 'accepted');
                    INSERT INTO badges (serial, registration, issued_at) VALUES ('\(badge)', 'r', 1);
                    INSERT INTO print_jobs (id, badge, printer, created_at, state, number, since, activation, route)
                      VALUES ('\(first)', '\(badge)', 'desk', 5, 'printing', 7, NULL, 'printed', 'desk spare');
                    INSERT INTO print_jobs (id, badge, printer, created_at, state, reasons, activation, route)
                      VALUES ('\(second)', '\(badge)', 'desk', 5, 'queued', 'offline', 'scanned', 'desk');
                    """)
        }
        try queue.close()
        let store = try world.open()
        let jobs = try await store.unfinishedPrintJobs()
        #expect(jobs.map(\.id) == [first, second])
        #expect(jobs.map(\.subject) == [.badge(badge), .badge(badge)])
        #expect(jobs.map(\.state) == [.printing(PrinterJobNumber(7)), .queued(reasons: [.offline])])
        #expect(jobs.map(\.activation) == [.printed, .scanned])
        #expect(jobs.map(\.route.description) == ["desk spare", "desk"])
        let session = SessionID()
        try await store.record(
            Fact(
                at: world.noon, station: nil, .cardRequested(PrintJobID(), of: session, PrintOrder(PrinterRoute(desk))))
        )
        #expect(try await store.unfinishedPrintJobs().map(\.subject).last == .card(session))
    }

    @Test func `of another kind is refused and left as it was`() throws {
        let text = Data(repeating: 65, count: 4096)
        try text.write(to: URL(filePath: world.path))
        #expect(try refusal().code == .notADatabase)
        #expect(try Data(contentsOf: URL(filePath: world.path)) == text)
    }

    @Test func `that is not there is not made by a command that only reads`() throws {
        let error = try #require(throws: StoreError.self) { try SQLiteStore(path: world.path) }
        #expect(error.code == .missing)
        #expect(!FileManager.default.fileExists(atPath: world.path))
    }

    @Test func `in a folder that is not there is refused in words`() throws {
        let error = try #require(throws: StoreError.self) {
            try SQLiteStore(path: world.folder.path + "/nowhere/x.sqlite", creating: true)
        }
        #expect(error.code == .notWritable)
    }

    @Test func `keeps one badge key`() async throws {
        let key = try await world.open().badgeKey()
        #expect(try await world.open().badgeKey().rawRepresentation == key.rawRepresentation)
    }
}

struct StationTests {
    let world: World
    let store: SQLiteStore

    init() throws {
        world = try World()
        store = try world.open()
    }

    private func offer(_ name: String, _ duty: StationDuty, until expiry: Date) async throws -> PairingOffer {
        try #require(try await store.offer(named: name, duty: duty, until: expiry))
    }

    private func token(for offer: PairingOffer) async throws -> String {
        guard case .paired(let station, let token) = try await store.pair(with: offer.code, at: world.noon) else {
            Issue.record("not paired")
            return ""
        }
        #expect(station == offer.station)
        return token
    }

    @Test func `is paired once, and known by its token`() async throws {
        let door = try await offer("Door", .door(world.gradient), until: world.noon + 60)
        let token = try await token(for: door)
        #expect(try await store.station(withToken: token) == door.station)
        #expect(try await store.station(withToken: token + "A") == nil)
        #expect(try await store.pair(with: door.code, at: world.noon) == .alreadyUsed)
        #expect(try await store.stations() == [StationListing(station: door.station, pairedAt: world.noon)])
    }

    @Test func `a board of a poster session is a door of its own`() async throws {
        let board = try await offer("Board 7", .board(world.gradient, number: 7), until: world.noon + 60)
        let token = try await token(for: board)
        #expect(try await store.station(withToken: token)?.duty == .board(world.gradient, number: 7))
        #expect(try await store.offer(named: "Board 7", duty: .door(world.gradient), until: world.noon) == nil)
    }

    @Test func `is not paired late or by a guess`() async throws {
        let desk = try await offer("Desk", .desk, until: world.noon)
        #expect(try await store.pair(with: desk.code, at: world.noon) == .expired)
        let guess = try #require(PairingCode("ABCDEABCDE"))
        #expect(try await store.pair(with: guess, at: world.noon) == .unknownCode)
    }

    @Test func `moves to another screen when a new code is used, and not before`() async throws {
        let first = try await offer("Desk", .desk, until: world.noon + 60)
        let old = try await token(for: first)
        let second = try await offer("Desk", .desk, until: world.noon + 60)
        #expect(second.station == first.station)
        #expect(try await store.station(withToken: old) == first.station)
        let new = try await token(for: second)
        #expect(try await store.station(withToken: old) == nil)
        #expect(try await store.station(withToken: new) == first.station)
        #expect(try await store.offer(named: "Desk", duty: .organizer, until: world.noon) == nil)
    }

    @Test func `a revoked one is known by its old token as nothing but revoked`() async throws {
        let desk = try await offer("Desk", .desk, until: world.noon + 60)
        let token = try await token(for: desk)
        let waiting = try #require(try await store.offer(for: desk.station.id, until: world.noon + 60))
        let boss = StationID()
        #expect(try await store.revoke(desk.station.id, at: world.noon + 1, by: boss))
        #expect(try await store.station(withToken: token) == nil)
        #expect(try await store.station(withRevokedToken: token) == desk.station.id)
        #expect(try await store.station(withRevokedToken: token + "A") == nil)
        // The code that waited went with it.
        #expect(try await store.pair(with: waiting.code, at: world.noon + 2) == .unknownCode)
        let listing = try #require(try await store.stations().first)
        #expect(listing.state(at: world.noon + 2) == .revoked && listing.revokedAt == world.noon + 1)
        #expect(try await store.revoke(desk.station.id, at: world.noon + 3, by: boss))
        #expect(try await !store.revoke(StationID(), at: world.noon + 3, by: boss))
        #expect(try await facts("stationRevoked") == [boss.description])
        #expect(try await store.verify().problems.isEmpty)
    }

    @Test func `a revoked one comes back by a new code, and its old token does not`() async throws {
        let desk = try await offer("Desk", .desk, until: world.noon + 60)
        let old = try await token(for: desk)
        #expect(try await store.revoke(desk.station.id, at: world.noon, by: nil))
        let again = try await offer("Desk", .desk, until: world.noon + 60)
        #expect(again.station == desk.station)
        #expect(try await store.stations().first?.state(at: world.noon) == .waiting)
        let new = try await token(for: again)
        #expect(try await store.station(withToken: new) == desk.station)
        #expect(try await store.station(withToken: old) == nil)
        #expect(try await store.station(withRevokedToken: old) == desk.station.id)
        #expect(try await store.stations().first?.state(at: world.noon) == .paired)
    }

    @Test func `is renamed, and is the same at once`() async throws {
        let desk = try await offer("Desk", .desk, until: world.noon + 60)
        _ = try await offer("Wall", .wall, until: world.noon + 60)
        let token = try await token(for: desk)
        #expect(try await store.station(withToken: token)?.name == "Desk")
        #expect(try await store.rename(desk.station.id, to: "Wall") == .nameTaken)
        #expect(try await store.rename(StationID(), to: "Gate") == .unknownStation)
        var renamed = desk.station
        renamed.name = "Desk 1"
        #expect(try await store.rename(desk.station.id, to: "Desk 1") == .renamed(renamed))
        #expect(try await store.rename(desk.station.id, to: "Desk 1") == .renamed(renamed))
        #expect(try await store.station(withToken: token) == renamed)
    }

    @Test func `is locked across restarts, until it is unlocked or paired anew`() async throws {
        let desk = try await offer("Desk", .desk, until: world.noon + 60)
        let token = try await token(for: desk)
        try await store.setLocked(true, desk.station.id)
        #expect(try await store.station(withToken: token)?.isLocked == true)
        let restarted = try world.open()
        #expect(try await restarted.station(withToken: token)?.isLocked == true)
        try await restarted.setLocked(false, desk.station.id)
        try await store.catchUp()
        #expect(try await store.station(withToken: token) == desk.station)
        try await store.setLocked(true, desk.station.id)
        let again = try await offer("Desk", .desk, until: world.noon + 60)
        let outcome = try await store.pair(with: again.code, at: world.noon)
        guard case .paired(let paired, let new) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(paired == desk.station)
        #expect(try await store.station(withToken: new) == desk.station)
    }

    @Test func `a revocation by another process is noticed`() async throws {
        let desk = try await offer("Desk", .desk, until: world.noon + 60)
        let token = try await token(for: desk)
        #expect(try await store.station(withToken: token) == desk.station)
        let changes = store.stationChanges()
        let command = try world.open()
        #expect(try await command.revoke(desk.station.id, at: world.noon, by: nil))
        try await store.catchUp()
        #expect(try await store.station(withToken: token) == nil)
        var iterator = changes.makeAsyncIterator()
        #expect(await iterator.next() != nil)
    }

    private func facts(_ kind: String) async throws -> [String?] {
        try await DatabaseQueue(path: world.path).read {
            try Optional<String>.fetchAll($0, sql: "SELECT station FROM facts WHERE kind = ?", arguments: [kind])
        }
    }

    @Test func `no secret stands in the file`() async throws {
        let desk = try await offer("Desk", .desk, until: world.noon + 60)
        let token = try await token(for: desk)
        for suffix in ["", "-wal"] {
            let bytes = try Data(contentsOf: URL(filePath: world.path + suffix))
            #expect(bytes.range(of: Data(desk.code.rawValue.utf8)) == nil)
            #expect(bytes.range(of: Data(token.utf8)) == nil)
        }
    }
}
