// SPDX-License-Identifier: Apache-2.0

package import Conference
import GRDB
import Sealing

package import struct Foundation.Date

extension SQLiteStore: StationDirectory {
    package func add(_ station: Station, pairableUntil expiry: Date) async throws -> PairingCode {
        guard let code = StationSecret.pairingCode() else {
            throw StoreError(code: .failed, message: "No pairing code could be made. Try again.")
        }
        try insert(station, code: SecretDigest(of: code.rawValue), expiry: expiry)
        return code
    }

    private func insert(_ station: Station, code: SecretDigest, expiry: Date) throws {
        try pool.write { db in
            try db.execute(
                literal: """
                    INSERT INTO stations (id, name, role, place, code_digest, code_expires_at)
                    VALUES (\(station.id.description), \(station.name), \(station.role.rawValue),
                      \(station.duty.place?.rawValue), \(FoundationData(code.bytes)), \(expiry.milliseconds))
                    """)
        }
    }

    package func pair(with code: PairingCode, at now: Date) async throws -> PairingOutcome {
        try pairInOneTransaction(SecretDigest(of: code.rawValue), at: now)
    }

    private func pairInOneTransaction(_ code: SecretDigest, at now: Date) throws -> PairingOutcome {
        var outcome = PairingOutcome.unknownCode
        do {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    _ = try foldOthersFacts(db)
                    outcome = try pair(code, at: now, db)
                    return .commit
                }
            }
        } catch {
            // The fact may be folded already; the file says what holds.
            try reload()
            throw error
        }
        publish()
        return outcome
    }

    private func pair(_ code: SecretDigest, at now: Date, _ db: Database) throws -> PairingOutcome {
        let row = try Row.fetchOne(
            db, sql: "SELECT \(Self.stationColumns), code_expires_at FROM stations WHERE code_digest = ?",
            arguments: [FoundationData(code.bytes)])
        guard let row else { return .unknownCode }
        let listing = try Self.listing(row)
        guard listing.pairedAt == nil else { return .alreadyUsed }
        guard now < Date(milliseconds: row["code_expires_at"]) else { return .expired }
        let token = StationSecret.token()
        try db.execute(
            literal: """
                UPDATE stations SET token_digest = \(FoundationData(SecretDigest(of: token).bytes)),
                  paired_at = \(now.milliseconds) WHERE id = \(listing.station.id.description)
                """)
        try record(Fact(at: now, station: nil, .stationPaired(listing.station.id)), at: now.roundedToMilliseconds, db)
        return .paired(listing.station, token: token)
    }

    package func station(withToken token: String) async throws -> Station? {
        let digest = FoundationData(SecretDigest(of: token).bytes)
        return try await pool.read { db in
            try Row.fetchOne(
                db, sql: "SELECT \(Self.stationColumns) FROM stations WHERE token_digest = ?", arguments: [digest]
            ).map { try Self.listing($0).station }
        }
    }

    package func stations() async throws -> [StationListing] {
        try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT \(Self.stationColumns) FROM stations ORDER BY rowid").map(Self.listing)
        }
    }

    private static let stationColumns = "id, name, role, place, paired_at"

    private static func listing(_ row: Row) throws -> StationListing {
        guard let id = StationID(row["id"] as String), let duty = duty(row) else {
            throw StoreError(code: .damaged, message: "A station in the database cannot be read.")
        }
        return StationListing(
            station: Station(id: id, name: row["name"], duty: duty),
            pairedAt: (row["paired_at"] as Int64?).map { Date(milliseconds: $0) })
    }

    private static func duty(_ row: Row) -> StationDuty? {
        switch StationRole(rawValue: row["role"]) {
        case .desk: .desk
        case .door: (row["place"] as String?).flatMap { PlaceID($0) }.map { .door($0) }
        case .organizer: .organizer
        case .wall: .wall
        case nil: nil
        }
    }
}
