// SPDX-License-Identifier: Apache-2.0

import Conference
import GRDB
import Sealing

import struct Foundation.Date

/// A fact read back, with its place in the chain.
struct RecordedFact {
    let sequence: Int64
    let recordedAt: Date
    let fact: Fact
    let hash: ChainDigest

    static let columns = """
        sequence, id, kind, at, recorded_at, station, registration, badge, place, print_job, printer, subject, word, hash
        """

    init(_ row: Row) throws {
        sequence = row[0]
        recordedAt = Date(milliseconds: row[4])
        let record = FactRecord(row)
        guard let id = FactID(record.id), let event = record.event, let hash = ChainDigest(row[13]) else {
            throw StoreError.unreadableFact(sequence)
        }
        fact = Fact(
            id: id, at: Date(milliseconds: record.at), station: record.station.flatMap { StationID($0) }, event)
        self.hash = hash
    }
}

extension ChainDigest {
    init?(_ value: DatabaseValue) {
        guard let data = FoundationData.fromDatabaseValue(value) else { return nil }
        self.init(Array(data))
    }
}
