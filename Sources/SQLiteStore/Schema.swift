// SPDX-License-Identifier: Apache-2.0

import GRDB

/// The schema's history.
///
/// A released migration is frozen: it names tables and columns by strings of its own.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 facts, roster, badges, stations") { db in
            for statement in first { try db.execute(sql: statement) }
        }
        migrator.registerMigration("2 routes of print jobs") { db in
            for statement in second { try db.execute(sql: statement) }
        }
        migrator.registerMigration("3 pool of badges, activation of print jobs") { db in
            for statement in third { try db.execute(sql: statement) }
        }
        migrator.registerMigration("4 boards of poster sessions") { db in
            for statement in fourth { try db.execute(sql: statement) }
        }
        migrator.registerMigration("5 programme, seats, posters") { db in
            for statement in fifth { try db.execute(sql: statement) }
        }
        migrator.registerMigration("6 roles of an appliance") { db in
            for statement in sixth { try db.execute(sql: statement) }
        }
        return migrator
    }

    private static let sixth = [
        "UPDATE stations SET role = 'supervisor' WHERE role = 'problem-desk'",
        "ALTER TABLE stations ADD COLUMN revoked_at INTEGER",
        "ALTER TABLE stations ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1))",
        // Whoever shows one of them is told that it was revoked, and not that nobody knows it.
        """
        CREATE TABLE revoked_tokens (
          digest BLOB PRIMARY KEY CHECK (length(digest) = 32), station TEXT NOT NULL REFERENCES stations (id)
        ) STRICT, WITHOUT ROWID
        """,
        // Once data are erased, nobody on the list has a poster any more: its board stays.
        """
        CREATE TABLE poster_boards_of_anybody (
          registration TEXT NOT NULL, place TEXT NOT NULL, board INTEGER NOT NULL,
          PRIMARY KEY (registration, place), UNIQUE (place, board)
        ) STRICT
        """,
        """
        INSERT INTO poster_boards_of_anybody (registration, place, board)
        SELECT registration, place, board FROM poster_boards ORDER BY rowid
        """,
        "DROP TABLE poster_boards",
        "ALTER TABLE poster_boards_of_anybody RENAME TO poster_boards",
        // Where copies of this file were ever written to, so that what is erased is erased there too.
        "CREATE TABLE backup_folders (path TEXT PRIMARY KEY) STRICT",
    ]

    private static let fifth = [
        "CREATE TABLE sessions (id TEXT PRIMARY KEY, title TEXT NOT NULL CHECK (title <> ''), description TEXT) STRICT",
        """
        CREATE TABLE notes (
          number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, session TEXT NOT NULL REFERENCES sessions (id),
          markdown TEXT NOT NULL
        ) STRICT
        """,
        // Sorted by a random key: the order of the rows must not tell who wrote which.
        """
        CREATE TABLE feedback (
          key BLOB PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions (id),
          rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5), comment TEXT
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TABLE poster_boards (
          registration TEXT NOT NULL REFERENCES registrations (id), place TEXT NOT NULL, board INTEGER NOT NULL,
          PRIMARY KEY (registration, place), UNIQUE (place, board)
        ) STRICT
        """,
        """
        CREATE TABLE seats (
          registration TEXT PRIMARY KEY REFERENCES registrations (id),
          state TEXT NOT NULL CHECK (state IN ('forfeited', 'released'))
        ) STRICT
        """,
        // How far each webhook of the event file was told of the facts.
        """
        CREATE TABLE webhook_cursors (
          webhook TEXT PRIMARY KEY, delivered INTEGER NOT NULL, delivered_at INTEGER,
          attempts INTEGER NOT NULL DEFAULT 0, in_doubt INTEGER NOT NULL DEFAULT 0 CHECK (in_doubt IN (0, 1)),
          trouble TEXT, troubled_since INTEGER, skipped INTEGER NOT NULL DEFAULT 0,
          CHECK ((trouble IS NULL) = (troubled_since IS NULL))
        ) STRICT
        """,
        // Nobody is given a seat who has one, and nobody loses one twice.
        """
        CREATE TRIGGER one_seat_a_person BEFORE UPDATE ON seats WHEN old.state = new.state
        BEGIN SELECT raise(ABORT, 'this seat is so already'); END
        """,
        // What is printed is a badge or a session's card.
        """
        CREATE TABLE print_jobs_of_both (
          id TEXT PRIMARY KEY, badge TEXT REFERENCES badges (serial), session TEXT, printer TEXT NOT NULL,
          route TEXT NOT NULL, activation TEXT NOT NULL, station TEXT, created_at INTEGER NOT NULL,
          state TEXT NOT NULL, number INTEGER, reasons TEXT NOT NULL DEFAULT '', since INTEGER,
          CHECK ((badge IS NULL) <> (session IS NULL))
        ) STRICT
        """,
        """
        INSERT INTO print_jobs_of_both
          (id, badge, printer, route, activation, station, created_at, state, number, reasons, since)
        SELECT id, badge, printer, route, activation, station, created_at, state, number, reasons, since
        FROM print_jobs ORDER BY rowid
        """,
        "DROP TABLE print_jobs",
        "ALTER TABLE print_jobs_of_both RENAME TO print_jobs",
        "CREATE INDEX unfinished_print_jobs ON print_jobs (created_at) WHERE state NOT IN ('printed', 'failed')",
        "CREATE INDEX print_jobs_of_a_station ON print_jobs (station, created_at)",
        // What webhooks are told of, without a look at the passages between.
        "CREATE INDEX facts_of_sessions ON facts (sequence) WHERE kind >= 'session' AND kind < 'sessioo'",
    ]

    private static let fourth = ["ALTER TABLE stations ADD COLUMN board INTEGER CHECK (board > 0)"]

    private static let third = [
        "ALTER TABLE print_jobs ADD COLUMN activation TEXT NOT NULL DEFAULT 'scanned'",
        "CREATE TABLE pooled_badges (serial TEXT PRIMARY KEY) STRICT",
    ]

    private static let second = [
        "ALTER TABLE print_jobs ADD COLUMN route TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE print_jobs ADD COLUMN station TEXT",
        "UPDATE print_jobs SET route = printer",
        "CREATE INDEX print_jobs_of_a_station ON print_jobs (station, created_at)",
    ]

    private static let first = [
        """
        CREATE TABLE registrations (
          id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE,
          order_code TEXT, order_position TEXT, given_name TEXT, family_name TEXT,
          full_name TEXT NOT NULL CHECK (full_name <> ''), preferred_name TEXT, pronouns TEXT, email TEXT,
          affiliation TEXT, role TEXT NOT NULL,
          status TEXT NOT NULL CHECK (status IN ('accepted', 'waitlisted', 'declined')), waitlist_position INTEGER,
          poster_title TEXT, poster_sessions TEXT, dietary_needs TEXT, livestream_consent INTEGER
        ) STRICT
        """,
        """
        CREATE TABLE facts (
          sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
          at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, station TEXT,
          registration TEXT, badge TEXT, place TEXT, print_job TEXT, printer TEXT, subject TEXT, word TEXT,
          hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT
        """,
        """
        CREATE TABLE check_ins (
          id TEXT PRIMARY KEY REFERENCES facts (id), registration TEXT NOT NULL UNIQUE REFERENCES registrations (id),
          at INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE badges (
          serial TEXT PRIMARY KEY, registration TEXT NOT NULL REFERENCES registrations (id),
          issued_at INTEGER NOT NULL, printed_at INTEGER, activated_at INTEGER, revoked_at INTEGER
        ) STRICT
        """,
        "CREATE UNIQUE INDEX one_live_badge ON badges (registration) WHERE revoked_at IS NULL",
        """
        CREATE TABLE print_jobs (
          id TEXT PRIMARY KEY, badge TEXT NOT NULL REFERENCES badges (serial), printer TEXT NOT NULL,
          created_at INTEGER NOT NULL, state TEXT NOT NULL, number INTEGER, reasons TEXT NOT NULL DEFAULT '',
          since INTEGER
        ) STRICT
        """,
        "CREATE INDEX unfinished_print_jobs ON print_jobs (created_at) WHERE state NOT IN ('printed', 'failed')",
        """
        CREATE TABLE stations (
          id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, place TEXT,
          code_digest BLOB NOT NULL UNIQUE, code_expires_at INTEGER NOT NULL, code_used_at INTEGER,
          token_digest BLOB UNIQUE, paired_at INTEGER,
          CHECK ((role = 'door') = (place IS NOT NULL)), CHECK ((token_digest IS NULL) = (paired_at IS NULL))
        ) STRICT
        """,
        "CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT",
    ]
}
