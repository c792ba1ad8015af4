// SPDX-License-Identifier: Apache-2.0

package import Conference
import GRDB
import Sealing

package import struct Foundation.Date

extension SQLiteStore: StationDirectory {
    package func offer(
        named name: String, duty: StationDuty, until expiry: Date
    ) async throws -> PairingOffer? {
        guard let code = StationSecret.pairingCode() else {
            throw StoreError(code: .failed, message: "No pairing code could be made. Try again.")
        }
        return try saveOffer(named: name, duty: duty, code, until: expiry)
    }

    private func saveOffer(
        named name: String, duty: StationDuty, _ code: PairingCode, until expiry: Date
    ) throws -> PairingOffer? {
        try pool.write { db in
            let known = try Row.fetchOne(
                db, sql: "SELECT \(Self.stationColumns) FROM stations WHERE name = ?", arguments: [name]
            ).map { try Self.listing($0).station }
            guard known.map({ $0.duty == duty }) ?? true else { return nil }
            let station = known ?? Station(name: name, duty: duty)
            try Self.save(station, code: SecretDigest(of: code.rawValue), expiry: expiry, db)
            return PairingOffer(station: station, code: code)
        }
    }

    package func offer(for station: StationID, until expiry: Date) async throws -> PairingOffer? {
        guard let code = StationSecret.pairingCode() else {
            throw StoreError(code: .failed, message: "No pairing code could be made. Try again.")
        }
        return try saveOffer(for: station, code, until: expiry)
    }

    private func saveOffer(for station: StationID, _ code: PairingCode, until expiry: Date) throws -> PairingOffer? {
        try pool.write { db in
            guard let known = try Self.listing(of: station, db)?.station else { return nil }
            try Self.save(known, code: SecretDigest(of: code.rawValue), expiry: expiry, db)
            return PairingOffer(station: known, code: code)
        }
    }

    private static func save(_ station: Station, code: SecretDigest, expiry: Date, _ db: Database) throws {
        try db.execute(
            literal: """
                INSERT INTO stations (id, name, role, place, board, code_digest, code_expires_at)
                VALUES (\(station.id.description), \(station.name), \(station.role.rawValue),
                  \(station.duty.place?.rawValue), \(station.duty.board), \(FoundationData(code.bytes)), \(expiry.milliseconds))
                ON CONFLICT (id) DO UPDATE SET code_digest = excluded.code_digest,
                  code_expires_at = excluded.code_expires_at, code_used_at = NULL
                """)
    }

    package func pair(with code: PairingCode, at now: Date) async throws -> PairingOutcome {
        defer { stationsChanged() }
        return try pairInOneTransaction(SecretDigest(of: code.rawValue), at: now)
    }

    /// To be called whenever a token was given or taken, after it is on record.
    func stationsChanged() {
        tokens.forget()
        stationSignal.send()
    }

    private func pairInOneTransaction(_ code: SecretDigest, at now: Date) throws -> PairingOutcome {
        try inOwnTransaction { try pair(code, at: now, $0) }
    }

    private func pair(_ code: SecretDigest, at now: Date, _ db: Database) throws -> PairingOutcome {
        let row = try Row.fetchOne(
            db, sql: "SELECT \(Self.stationColumns) FROM stations WHERE code_digest = ?",
            arguments: [FoundationData(code.bytes)])
        guard let row else { return .unknownCode }
        var station = try Self.listing(row).station
        station.isLocked = false
        guard row["code_used_at"] as Int64? == nil else { return .alreadyUsed }
        guard now < Date(milliseconds: row["code_expires_at"]) else { return .expired }
        let token = StationSecret.token()
        try Self.keepRevoked(station.id, db)
        try db.execute(
            literal: """
                UPDATE stations SET token_digest = \(FoundationData(SecretDigest(of: token).bytes)),
                  paired_at = \(now.milliseconds), code_used_at = \(now.milliseconds), revoked_at = NULL, locked = 0
                WHERE id = \(station.id.description)
                """)
        try record(Fact(at: now, station: nil, .stationPaired(station.id)), at: now.roundedToMilliseconds, db)
        return .paired(station, token: token)
    }

    package func rename(_ station: StationID, to name: String) async throws -> StationRenaming {
        defer { stationsChanged() }
        return try renameInOneTransaction(station, to: name)
    }

    private func renameInOneTransaction(_ station: StationID, to name: String) throws -> StationRenaming {
        try pool.write { db in
            guard var renamed = try Self.listing(of: station, db)?.station else { return .unknownStation }
            let other = try String.fetchOne(
                db, sql: "SELECT id FROM stations WHERE name = ? AND id <> ?", arguments: [name, station.description])
            guard other == nil else { return .nameTaken }
            try db.execute(literal: "UPDATE stations SET name = \(name) WHERE id = \(station.description)")
            renamed.name = name
            return .renamed(renamed)
        }
    }

    package func setLocked(_ isLocked: Bool, _ station: StationID) async throws {
        defer { stationsChanged() }
        try saveLocked(isLocked, station)
    }

    private func saveLocked(_ isLocked: Bool, _ station: StationID) throws {
        try pool.write { db in
            try db.execute(literal: "UPDATE stations SET locked = \(isLocked) WHERE id = \(station.description)")
        }
    }

    package func revoke(_ station: StationID, at now: Date, by actor: StationID?) async throws -> Bool {
        defer { stationsChanged() }
        return try revokeInOneTransaction(station, at: now, by: actor)
    }

    private func revokeInOneTransaction(_ station: StationID, at now: Date, by actor: StationID?) throws -> Bool {
        try inOwnTransaction { db in
            guard let listing = try Self.listing(of: station, db) else { return false }
            try Self.keepRevoked(station, db)
            // No code has a random digest, so that the one that was offered is unknown from now on.
            try db.execute(
                literal: """
                    UPDATE stations SET token_digest = NULL, paired_at = NULL, code_digest = randomblob(32),
                      code_used_at = \(now.milliseconds), revoked_at = \(now.milliseconds)
                    WHERE id = \(station.description)
                    """)
            // Who revokes twice, or a code that nobody took, is not twice news.
            if listing.pairedAt != nil {
                try record(
                    Fact(at: now, station: actor, .stationRevoked(station)), at: now.roundedToMilliseconds, db)
            }
            return true
        }
    }

    /// Remembers the token that the station has now as one that was taken away.
    private static func keepRevoked(_ station: StationID, _ db: Database) throws {
        try db.execute(
            literal: """
                INSERT OR IGNORE INTO revoked_tokens (digest, station)
                SELECT token_digest, id FROM stations
                WHERE id = \(station.description) AND token_digest IS NOT NULL
                """)
    }

    package nonisolated func station(withRevokedToken token: String) async throws -> StationID? {
        let digest = SecretDigest(of: token)
        let station = try await pool.read { db in
            try String.fetchOne(
                db, sql: "SELECT station FROM revoked_tokens WHERE digest = ?",
                arguments: [FoundationData(digest.bytes)])
        }
        return station.flatMap { StationID($0) }
    }

    package nonisolated func stationChanges() -> AsyncStream<Void> { stationSignal.listen() }

    /// Answered without waiting for the writer.
    package nonisolated func station(withToken token: String) async throws -> Station? {
        let token = SecretDigest(of: token)
        return try await tokens.station(token) {
            try await pool.read { db in
                try Row.fetchOne(
                    db, sql: "SELECT \(Self.stationColumns) FROM stations WHERE token_digest = ?",
                    arguments: [FoundationData(token.bytes)]
                ).map { try Self.listing($0).station }
            }
        }
    }

    package func stations() async throws -> [StationListing] {
        try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT \(Self.stationColumns) FROM stations ORDER BY rowid").map(Self.listing)
        }
    }

    private static let stationColumns =
        "id, name, role, place, board, locked, paired_at, revoked_at, code_expires_at, code_used_at"

    private static func listing(of station: StationID, _ db: Database) throws -> StationListing? {
        try Row.fetchOne(
            db, sql: "SELECT \(stationColumns) FROM stations WHERE id = ?", arguments: [station.description]
        ).map { try listing($0) }
    }

    private static func listing(_ row: Row) throws -> StationListing {
        guard let id = StationID(row["id"] as String), let duty = duty(row) else {
            throw StoreError(code: .damaged, message: "A station in the database cannot be read.")
        }
        return StationListing(
            station: Station(id: id, name: row["name"], duty: duty, isLocked: row["locked"]),
            pairedAt: (row["paired_at"] as Int64?).map { Date(milliseconds: $0) },
            revokedAt: (row["revoked_at"] as Int64?).map { Date(milliseconds: $0) },
            codeExpiresAt: (row["code_used_at"] as Int64?) == nil
                ? Date(milliseconds: row["code_expires_at"]) : nil)
    }

    private static func duty(_ row: Row) -> StationDuty? {
        switch StationRole(rawValue: row["role"]) {
        case .desk: .desk
        case .supervisor: .supervisor
        case .door:
            (row["place"] as String?).flatMap { PlaceID($0) }.map { place in
                (row["board"] as Int?).map { .board(place, number: $0) } ?? .door(place)
            }
        case .organizer: .organizer
        case .wall: .wall
        case .operator: .operator
        case nil: nil
        }
    }
}
