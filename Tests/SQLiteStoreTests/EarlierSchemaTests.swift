// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import GRDB
import Printing
import Sealing
import Testing

@testable import SQLiteStore

/// Databases that earlier versions left, with people, a badge, its print job, a station and a journal in them.
struct EarlierSchemaTests {
    let world: World
    let badge: BadgeSerial
    let job = PrintJobID()

    /// Every schema that was released, by the name of its last step; each has its turn in a test below.
    static let released = [
        "1 facts, roster, badges, stations", "2 routes of print jobs", "3 pool of badges, activation of print jobs",
        "4 boards of poster sessions", "5 programme, seats, posters",
    ]

    init() throws {
        world = try World()
        badge = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
    }

    /// A database as it was at `schema`; what stands in it, the first schema knew already.
    private func leave(at schema: String) throws -> RegistrationID {
        let person = RegistrationID()
        let checkIn = world.checkIn(person)
        let facts = [
            checkIn, Fact(at: world.noon + 1, station: nil, .badgeIssued(badge, to: person)),
            Fact(
                at: world.noon + 2, station: nil,
                .entered(Passage(registration: person, badge: badge, place: world.gradient))),
        ]
        let queue = try DatabaseQueue(path: world.path)
        try Schema.migrator.migrate(queue, upTo: schema)
        try queue.write { db in
            try db.execute(
                literal: """
                    INSERT INTO registrations (id, ordinal, full_name, role, status)
                      VALUES (\(person.description), 1, 'Ada', 'attendee', 'accepted');
                    """)
            try append(facts, to: db)
            let at = world.noon.milliseconds
            try db.execute(
                literal: """
                    INSERT INTO check_ins VALUES (\(checkIn.id.description), \(person.description), \(at));
                    """)
            try db.execute(
                literal: """
                    INSERT INTO badges (serial, registration, issued_at)
                      VALUES (\(badge.description), \(person.description), \(at + 1000));
                    """)
            try insertJob(at, in: db)
            try db.execute(
                literal: """
                    INSERT INTO stations (id, name, role, code_digest, code_expires_at)
                      VALUES (\(StationID().description), 'Helpers', 'problem-desk', x'01', 0);
                    """)
        }
        try queue.close()
        return person
    }

    /// A print job as that schema's version wrote it: what it says of itself became more.
    private func insertJob(_ at: Int64, in db: Database) throws {
        let known = Set(try db.columns(in: "print_jobs").map(\.name))
        let since = [("route", "desk"), ("activation", "scanned")].filter { known.contains($0.0) }
        let columns = since.map { ", \($0.0)" }.joined()
        let values = since.map { ", '\($0.1)'" }.joined()
        try db.execute(
            sql: """
                INSERT INTO print_jobs (id, badge, printer, created_at, state, number\(columns))
                  VALUES (?, ?, 'desk', ?, 'printing', 7\(values));
                """, arguments: [job.description, badge.description, at])
    }

    /// Writes facts with columns that every schema has.
    private func append(_ facts: [Fact], to db: Database) throws {
        var head = ChainHead()
        for fact in facts {
            let record = FactRecord(fact)
            let digest = record.digest(following: head.digest, sequence: head.sequence + 1, recordedAt: fact.at)
            try db.execute(
                literal: """
                    INSERT INTO facts (sequence, id, kind, at, recorded_at, registration, badge, place, subject, word, hash)
                    VALUES (\(head.sequence + 1), \(record.id), \(record.kind), \(record.at), \(record.at),
                      \(record.registration), \(record.badge), \(record.place), \(record.subject), \(record.word),
                      \(Data(digest.bytes)))
                    """)
            head.advance(to: head.sequence + 1, digest, recordedAt: fact.at)
        }
    }

    private func contents(of path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        return try queue.read { db in
            let tables = ["registrations", "facts", "check_ins", "badges", "print_jobs", "stations"]
            return try tables.flatMap { try Row.fetchAll(db, sql: "SELECT * FROM \($0)").map(\.description) }
        }
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: world.folder.path).sorted() }
    }

    @Test(arguments: released)
    func `is brought up to date, and everything in it holds`(schema: String) async throws {
        let person = try leave(at: schema)
        let store = try world.open()
        let verification = try await store.verify()
        #expect(verification.factCount == 3)
        #expect(verification.problems == [])
        #expect(verification.state.checkIns[person] != nil)
        #expect(try await store.stations().map(\.station.duty) == [.supervisor])
        let left = try #require(try await store.unfinishedPrintJobs().first)
        #expect(left.id == job)
        #expect(left.subject == .badge(badge))
        #expect(left.route == PrinterRoute(try #require(PrinterID("desk"))))
        #expect(left.activation == .scanned)
        // And it goes on.
        try await store.record(Fact(at: world.noon + 3, station: nil, .badgeActivated(badge)))
        #expect(try await store.verify().problems == [])
    }

    @Test(arguments: released)
    func `is kept as it was, for its owner alone`(schema: String) async throws {
        _ = try leave(at: schema)
        let before = try contents(of: world.path)
        _ = try world.open()
        let copy = "\(world.path).schema-\(schema.prefix(1))"
        #expect(try contents(of: copy) == before)
        let queue = try DatabaseQueue(path: copy)
        #expect(try await queue.read { try Schema.migrator.appliedMigrations($0).last } == schema)
        #expect(try await queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try files.filter { $0.contains("draft") } == [])
    }

    @Test func `every step but the newest has its turn here`() {
        #expect(Array(Schema.migrator.migrations.dropLast()) == Self.released)
    }

    @Test func `a database of this version is not copied`() throws {
        _ = try world.open()
        _ = try world.open()
        #expect(try files.filter { $0.contains("schema") } == [])
    }

    @Test func `where no copy can be made, nothing is changed`() throws {
        _ = try leave(at: Self.released[0])
        // A folder of the copy's name, with something in it, cannot give way to a file.
        let obstacle = URL(filePath: "\(world.path).schema-1/x")
        try FileManager.default.createDirectory(at: obstacle, withIntermediateDirectories: true)
        #expect(throws: StoreError.self) { try world.open() }
        let queue = try DatabaseQueue(path: world.path)
        #expect(try queue.read { try Schema.migrator.appliedMigrations($0) } == [Self.released[0]])
        #expect(try files.filter { $0.contains("draft") } == [])
    }
}
