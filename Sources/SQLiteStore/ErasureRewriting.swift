// SPDX-License-Identifier: Apache-2.0

import Conference
import GRDB
import Sealing

import struct Foundation.Date

/// One rewriting of the journal and of what follows from it, inside of a transaction.
struct ErasureRewriting {
    private let erasure: Erasure
    private let now: Date
    private var pseudonyms: Pseudonyms
    /// All facts with when they were recorded, and those that go with the erasure behind them.
    private var recorded: [(fact: Fact, at: Date)] = []
    private var before = ConferenceState()
    private var formerHead = ChainDigest.origin

    init(_ erasure: Erasure, _ db: Database, at now: Date) throws {
        self.erasure = erasure
        self.now = now
        let facts = try FactCursor(db, after: ChainHead())
        while let fact = try facts.nextRecorded() {
            before.apply(fact.fact)
            recorded.append((fact.fact, fact.recordedAt))
            formerHead = fact.hash
        }
        switch erasure {
        case .everybody: pseudonyms = Pseudonyms()
        case .person(let person):
            pseudonyms = Pseudonyms(of: person, in: before)
            // Also where a door's clock was ahead, the person is out afterwards.
            let last = before.lastPassages[person].map { $0.at.addingTimeInterval(0.001) } ?? now
            for event in Self.farewell(of: person, before) {
                let fact = Fact(at: max(now, last), station: nil, event)
                before.apply(fact)
                recorded.append((fact, now))
            }
        }
    }

    /// What becomes of the person before nobody knows them any more.
    private static func farewell(of person: RegistrationID, _ state: ConferenceState) -> [Happening] {
        var events: [Happening] = []
        if let place = state.occupancy.place(of: person), let badge = state.badge(of: person) {
            events.append(.left(Passage(registration: person, badge: badge.serial, place: place)))
        }
        if let badge = state.liveBadges[person] { events.append(.badgeRevoked(badge, reason: .erased)) }
        events += state.sessions.notes(by: person).map { .noteRemoved($0) }
        events += state.posters.allBoards.filter { $0.registration == person }
            .map { .boardFreed(person, at: $0.place) }
        return events
    }

    /// Writes everything anew; throws, so that nothing is changed, when a figure came out otherwise.
    mutating func run(_ db: Database, places: [Place]) throws -> ErasureResult {
        let loose = pseudonyms.cutLoose(recorded.map(\.fact))
        var after = ConferenceState()
        for fact in loose { after.apply(fact) }
        let figures = JournalFigures(before, places: places)
        let newFigures = JournalFigures(after, places: places)
        guard figures == newFigures else {
            throw StoreError(
                code: .failed, message: "Nothing was erased: the figures would not have stayed as they are.")
        }
        try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
        try eraseList(db)
        try renamePrintJobs(db)
        try eraseWords(db)
        let last = Fact(
            at: now, station: nil, .erased(erasure.scope, formerHead: formerHead.hexadecimal))
        let head = try record(zip(loose, recorded).map { ($0, $1.at) } + [(last, now)], db)
        try eraseSettings(db, head)
        return ErasureResult(
            formerHead: formerHead.hexadecimal, head: head.digest.hexadecimal, factCount: head.sequence,
            before: figures, after: newFigures)
    }

    /// The chain begins anew, and so do the tables that follow from the facts.
    private func record(_ facts: [(Fact, Date)], _ db: Database) throws -> ChainHead {
        for table in ["check_ins", "badges", "pooled_badges", "seats", "poster_boards", "facts"] {
            try db.execute(sql: "DELETE FROM \(table)")
        }
        let insertion = try FactInsertion(db)
        var head = ChainHead()
        for (fact, recordedAt) in facts {
            let record = FactRecord(fact)
            let sequence = head.sequence + 1
            let hash = record.digest(following: head.digest, sequence: sequence, recordedAt: recordedAt)
            try insertion.run(record, sequence: sequence, recordedAt: recordedAt.milliseconds, hash: hash.bytes)
            try Projection.applyAgain(fact, db)
            head.advance(to: sequence, hash, recordedAt: recordedAt)
        }
        return head
    }

    /// What is left of a registration is that there was one, and whether it had a seat.
    private mutating func eraseList(_ db: Database) throws {
        var records = try RegistrationRecord.order(RegistrationRecord.CodingKeys.ordinal).fetchAll(db)
        let last = records.last?.ordinal ?? 0
        switch erasure {
        case .everybody:
            try db.execute(sql: "DELETE FROM registrations")
            // In no order that the list had.
            records.shuffle()
            for (index, record) in records.enumerated() { try blank(record, Int64(index) + 1).insert(db) }
        case .person(let person):
            guard let record = records.first(where: { $0.id == person.description }) else {
                throw StoreError(code: .failed, message: "Nobody on the list has that identifier.")
            }
            try db.execute(literal: "DELETE FROM registrations WHERE id = \(person.description)")
            try blank(record, last + 1).insert(db)
        }
    }

    private mutating func blank(_ record: RegistrationRecord, _ ordinal: Int64) throws -> RegistrationRecord {
        let known = try record.registration()
        let status: RegistrationStatus =
            if case .waitlisted = known.details.status { .waitlisted(position: nil) } else { known.details.status }
        let blank = Registration(
            id: pseudonyms.listed(known.id),
            details: RegistrationDetails(fullName: Registration.erasedName, status: status))
        return RegistrationRecord(blank, ordinal: ordinal)
    }

    /// Printers and queues know jobs by their names: none of them says any more which badge it was.
    private mutating func renamePrintJobs(_ db: Database) throws {
        let rows = try Row.fetchAll(db, sql: "SELECT id, badge FROM print_jobs WHERE badge IS NOT NULL ORDER BY rowid")
        for row in rows {
            guard let job = PrintJobID(row[0] as String), let badge = BadgeSerial(row[1] as String) else {
                throw StoreError(code: .damaged, message: "A print job in the database cannot be read.")
            }
            guard pseudonyms.covers(badge) else { continue }
            try db.execute(
                literal: """
                    UPDATE print_jobs SET id = \(pseudonyms.job(job, of: badge).description),
                      badge = \(pseudonyms.issued(badge).description)
                    WHERE id = \(job.description)
                    """)
            try db.execute(
                literal: """
                    UPDATE print_jobs SET state = 'failed', reasons = 'badge-revoked', number = NULL, since = NULL
                    WHERE id = \(pseudonyms.job(job, of: badge).description) AND state NOT IN ('printed', 'failed')
                    """)
        }
    }

    private func eraseWords(_ db: Database) throws {
        guard case .person(let person) = erasure else {
            try db.execute(sql: "DELETE FROM notes")
            try db.execute(sql: "UPDATE feedback SET comment = NULL")
            try db.execute(sql: "UPDATE sessions SET title = 'Session ' || rowid, description = NULL")
            return
        }
        // Of those who wrote notes only the facts of before know.
        for note in removedNotes(by: person) {
            try db.execute(literal: "DELETE FROM notes WHERE id = \(note.description)")
        }
    }

    private func removedNotes(by person: RegistrationID) -> [NoteID] {
        recorded.compactMap { fact, _ in
            if case .noteAdded(let note, _, by: person) = fact.event { note } else { nil }
        }
    }

    /// The keys that made badges and aliases, and the screens' names and tokens.
    private func eraseSettings(_ db: Database, _ head: ChainHead) throws {
        guard erasure == .everybody else { return }
        // Nobody is told of what had not been announced yet.
        try db.execute(literal: "UPDATE webhook_cursors SET delivered = \(head.sequence)")
        try db.execute(
            literal: "DELETE FROM settings WHERE name IN (\(SQLiteStore.keyName), \(SQLiteStore.aliasKeyName))")
        // Each screen hears that it was revoked, and forgets what it held.
        try db.execute(
            sql: """
                INSERT OR IGNORE INTO revoked_tokens (digest, station)
                SELECT token_digest, id FROM stations WHERE token_digest IS NOT NULL
                """)
        try db.execute(
            literal: """
                UPDATE stations SET name = 'Station ' || rowid, token_digest = NULL, paired_at = NULL,
                  code_digest = randomblob(32), code_used_at = \(now.milliseconds), revoked_at = \(now.milliseconds)
                """)
    }
}

extension Projection {
    /// Writes what follows from a fact that is recorded anew; print jobs are there already.
    static func applyAgain(_ fact: Fact, _ db: Database) throws {
        switch fact.event {
        case .printRequested, .cardRequested: break
        default: try apply(fact, db)
        }
    }
}

extension ChainDigest {
    var hexadecimal: String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
