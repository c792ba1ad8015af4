// SPDX-License-Identifier: Apache-2.0

import Conference
import GRDB
import GRDBSQLite
import Glibc
import Sealing

import struct Foundation.Date

/// The facts of the journal behind one of them, in order.
struct FactCursor {
    private let statement: Statement
    private let rows: RowCursor
    private var places = KnownPlaces()
    private var sequence: Int64
    private var digest: [UInt8]
    /// In milliseconds since 1970.
    private var latestRecordedAt: Int64

    /// The facts behind `head`.
    init(_ db: Database, after head: ChainHead) throws {
        sequence = head.sequence
        digest = head.digest.bytes
        latestRecordedAt = head.latestRecordedAt.milliseconds
        statement = try db.makeStatement(
            sql: "SELECT \(RecordedFact.columns) FROM facts WHERE sequence > ? ORDER BY sequence")
        rows = try Row.fetchCursor(statement, arguments: [head.sequence])
    }

    /// The next fact with its place in the chain, for those who look at that.
    func nextRecorded() throws -> RecordedFact? { try rows.next().map { try RecordedFact($0) } }

    /// The next fact.
    ///
    /// Nearly all facts of a long event are passages. They are read from SQLite's own memory, without a string for
    /// each identifier, which decides how long a start takes.
    mutating func next() throws -> Fact? {
        guard let row = try rows.next() else { return nil }
        let columns = FactColumns(row: statement.sqliteStatement)
        let fact = try columns.passage(&places) ?? RecordedFact(row).fact
        sequence = columns.integer(.sequence)
        latestRecordedAt = max(latestRecordedAt, columns.integer(.recordedAt))
        guard columns.copyDigest(to: &digest) else { throw StoreError.unreadableFact(sequence) }
        return fact
    }

    /// Where the journal stands behind the last fact that ``next()`` returned, and not behind any that came since.
    var head: ChainHead {
        get throws {
            guard let digest = ChainDigest(digest) else { throw StoreError.unreadableFact(sequence) }
            return ChainHead(
                sequence: sequence, digest: digest, latestRecordedAt: Date(milliseconds: latestRecordedAt))
        }
    }
}

/// The places that were met already, so that a fact's place costs no new string.
private struct KnownPlaces {
    private var known: [(text: ContiguousArray<UInt8>, place: PlaceID)] = []

    mutating func place(_ text: UnsafeBufferPointer<UInt8>) -> PlaceID? {
        for one in known where text.isSame(as: one.text) { return one.place }
        guard let place = PlaceID(String(decoding: text, as: UTF8.self)) else { return nil }
        known.append((ContiguousArray(text), place))
        return place
    }
}

/// The row that a statement is at, as SQLite holds it: valid until the statement goes on.
private struct FactColumns {
    let row: SQLiteStatement

    /// As they stand in ``RecordedFact/columns``.
    enum Column: CInt {
        case sequence, id, kind, at, recordedAt, station, registration, badge, place, printJob, printer, subject, word,
            hash
    }

    private static let entered = ContiguousArray(FactRecord.Kind.entered.rawValue.utf8)
    private static let left = ContiguousArray(FactRecord.Kind.left.rawValue.utf8)

    func integer(_ column: Column) -> Int64 { sqlite3_column_int64(row, column.rawValue) }

    /// The passage that the row is, or `nil` when it is something else, or must be looked at more closely.
    func passage(_ places: inout KnownPlaces) -> Fact? {
        guard let kind = text(.kind), isNull(.subject), isNull(.word) else { return nil }
        let enters = kind.isSame(as: Self.entered)
        guard enters || kind.isSame(as: Self.left) else { return nil }
        guard let id = text(.id).flatMap({ FactID($0) }),
            let registration = text(.registration).flatMap({ RegistrationID($0) }),
            let badge = text(.badge).flatMap({ BadgeSerial($0) }),
            let place = text(.place).flatMap({ places.place($0) })
        else { return nil }
        let station = text(.station).flatMap { StationID($0) }
        let passage = Passage(registration: registration, badge: badge, place: place)
        return Fact(
            id: id, at: Date(milliseconds: integer(.at)), station: station,
            enters ? .entered(passage) : .left(passage))
    }

    /// Whether the row has a digest as long as `digest`, which then holds it.
    func copyDigest(to digest: inout [UInt8]) -> Bool {
        guard let start = sqlite3_column_blob(row, Column.hash.rawValue),
            sqlite3_column_bytes(row, Column.hash.rawValue) == digest.count
        else { return false }
        digest.withUnsafeMutableBytes { $0.copyMemory(from: UnsafeRawBufferPointer(start: start, count: $0.count)) }
        return true
    }

    private func isNull(_ column: Column) -> Bool { sqlite3_column_type(row, column.rawValue) == SQLITE_NULL }

    private func text(_ column: Column) -> UnsafeBufferPointer<UInt8>? {
        guard let start = sqlite3_column_text(row, column.rawValue) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, column.rawValue)))
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func isSame(as bytes: ContiguousArray<UInt8>) -> Bool {
        guard count == bytes.count, let baseAddress else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { memcmp(baseAddress, $0, count) == 0 } ?? false
        }
    }
}
