// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite

// Every scan looks for one fact and adds one, so that these two statements speak to SQLite itself.

/// Adds one row to the facts.
struct FactInsertion {
    private let db: Database
    private let statement: SQLiteStatement
    private static let sql =
        "INSERT INTO facts (\(RecordedFact.columns)) VALUES (?\(String(repeating: ", ?", count: 13)))"

    init(_ db: Database) throws {
        self.db = db
        statement = try db.cachedStatement(sql: Self.sql).sqliteStatement
    }

    func run(_ record: FactRecord, sequence: Int64, recordedAt: Int64, hash: [UInt8]) throws {
        var values = StatementValues(statement)
        values.bind(sequence)
        values.bind(record.id)
        values.bind(record.kind)
        values.bind(record.at)
        values.bind(recordedAt)
        values.bind(record.station)
        values.bind(record.registration)
        values.bind(record.badge)
        values.bind(record.place)
        values.bind(record.printJob)
        values.bind(record.printer)
        values.bind(record.subject)
        values.bind(record.word)
        values.bind(hash)
        defer { sqlite3_reset(statement) }
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE else { throw DatabaseError(code, db) }
    }
}

/// Finds a fact by its identifier.
struct FactSearch {
    private let db: Database
    private let statement: SQLiteStatement

    init(_ db: Database) throws {
        self.db = db
        statement = try db.cachedStatement(sql: "SELECT sequence FROM facts WHERE id = ?").sqliteStatement
    }

    /// The number of the fact, or `nil` when there is none.
    func run(_ id: String) throws -> Int64? {
        var values = StatementValues(statement)
        values.bind(id)
        defer { sqlite3_reset(statement) }
        let code = sqlite3_step(statement)
        switch code {
        case SQLITE_ROW: return sqlite3_column_int64(statement, 0)
        case SQLITE_DONE: return nil
        default: throw DatabaseError(code, db)
        }
    }
}

/// Gives a statement its values, one after the other.
private struct StatementValues {
    private let statement: SQLiteStatement
    private var position: CInt = 0
    /// SQLite's `SQLITE_TRANSIENT`, a macro: what is bound is copied before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ statement: SQLiteStatement) {
        self.statement = statement
    }

    mutating func bind(_ integer: Int64) {
        position += 1
        sqlite3_bind_int64(statement, position, integer)
    }

    mutating func bind(_ text: String?) {
        position += 1
        guard var text else {
            sqlite3_bind_null(statement, position)
            return
        }
        text.withUTF8 { bytes in
            _ = bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(statement, position, $0.baseAddress, CInt($0.count), Self.copied)
            }
        }
    }

    mutating func bind(_ bytes: [UInt8]) {
        position += 1
        sqlite3_bind_blob(statement, position, bytes, CInt(bytes.count), Self.copied)
    }
}

extension DatabaseError {
    fileprivate init(_ code: CInt, _ db: Database) {
        self.init(
            resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
    }
}
