// SPDX-License-Identifier: Apache-2.0

package import Conference
import GRDB

extension SQLiteStore: ProgrammeLibrary {
    package func programmeRevision() -> Int { programmeChangeCount }

    /// Tells everybody that the programme is another from now on.
    func programmeChanged() {
        programmeChangeCount += 1
        programmeSignal.send()
    }

    package nonisolated func programmeChanges() -> AsyncStream<Void> { programmeSignal.listen() }

    package nonisolated func sessionTexts() async throws -> [SessionID: SessionText] {
        let texts = try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT id, title, description FROM sessions").map { try SessionText($0) }
        }
        return Dictionary(uniqueKeysWithValues: texts.map { ($0.id, $0) })
    }

    package nonisolated func sessionText(_ id: SessionID) async throws -> SessionText? {
        try await pool.read { db in
            try Row.fetchOne(
                db, sql: "SELECT id, title, description FROM sessions WHERE id = ?", arguments: [id.description]
            ).map { try SessionText($0) }
        }
    }

    package nonisolated func notes(on session: SessionID?) async throws -> [NoteText] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, session, markdown FROM notes WHERE ?1 IS NULL OR session = ?1 ORDER BY number
                    """, arguments: [session?.description]
            ).map { try NoteText($0) }
        }
    }

    package nonisolated func feedback(on session: SessionID?) async throws -> [Feedback] {
        try await pool.read { db in
            try Row.fetchAll(
                db, sql: "SELECT session, rating, comment FROM feedback WHERE ?1 IS NULL OR session = ?1 ORDER BY key",
                arguments: [session?.description]
            ).map { try Feedback($0) }
        }
    }

    static func save(_ text: ProgrammeText, _ db: Database) throws {
        switch text {
        case .session(let session):
            try db.execute(
                literal: """
                    INSERT INTO sessions (id, title, description)
                    VALUES (\(session.id.description), \(session.title), \(session.description))
                    ON CONFLICT (id) DO UPDATE SET title = excluded.title, description = excluded.description
                    """)
        case .note(let note):
            try db.execute(
                literal: """
                    INSERT INTO notes (id, session, markdown)
                    VALUES (\(note.id.description), \(note.session.description), \(note.markdown))
                    """)
        case .feedback(let feedback):
            try db.execute(
                literal: """
                    INSERT INTO feedback (key, session, rating, comment)
                    VALUES (randomblob(16), \(feedback.session.description), \(feedback.rating), \(feedback.comment))
                    """)
        }
    }
}

extension SessionText {
    fileprivate init(_ row: Row) throws {
        guard let id = SessionID(row[0] as String) else { throw StoreError.unreadableText }
        self.init(id: id, title: row[1], description: row[2])
    }
}

extension NoteText {
    fileprivate init(_ row: Row) throws {
        guard let id = NoteID(row[0] as String), let session = SessionID(row[1] as String) else {
            throw StoreError.unreadableText
        }
        self.init(id: id, session: session, markdown: row[2])
    }
}

extension Feedback {
    fileprivate init(_ row: Row) throws {
        guard let session = SessionID(row[0] as String) else { throw StoreError.unreadableText }
        self.init(session: session, rating: row[1], comment: row[2])
    }
}
