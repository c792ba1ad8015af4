// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite

/// Adds one row to the facts.
///
/// Every scan does this once, so that its values go straight to SQLite, which copies them.
struct FactInsertion {
    private let db: Database
    private let statement: SQLiteStatement
    private static let sql =
        "INSERT INTO facts (\(RecordedFact.columns)) VALUES (?\(String(repeating: ", ?", count: 13)))"

    init(_ db: Database) throws {
        self.db = db
        statement = try db.cachedStatement(sql: Self.sql).sqliteStatement
    }

    /// Takes the values of the columns, in the order of ``RecordedFact/columns``.
    struct Row {
        fileprivate let statement: SQLiteStatement
        private var column: CInt = 0
        /// SQLite's `SQLITE_TRANSIENT`, a macro: what is bound is copied before the call returns.
        private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

        fileprivate init(_ statement: SQLiteStatement) {
            self.statement = statement
        }

        mutating func bind(_ integer: Int64) {
            column += 1
            sqlite3_bind_int64(statement, column, integer)
        }

        mutating func bind(_ text: String?) {
            column += 1
            guard var text else {
                sqlite3_bind_null(statement, column)
                return
            }
            text.withUTF8 { bytes in
                _ = bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(statement, column, $0.baseAddress, CInt($0.count), Self.copied)
                }
            }
        }

        mutating func bind(_ bytes: [UInt8]) {
            column += 1
            sqlite3_bind_blob(statement, column, bytes, CInt(bytes.count), Self.copied)
        }
    }

    /// Inserts the row that `fill` gives the values of.
    func run(_ fill: (inout Row) -> Void) throws {
        var row = Row(statement)
        fill(&row)
        let code = sqlite3_step(statement)
        defer { sqlite3_reset(statement) }
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
        }
    }
}
