// SPDX-License-Identifier: Apache-2.0

package import Conference
import GRDB

extension SQLiteStore: Roster {
    package func registration(_ id: RegistrationID) async throws -> Registration? {
        try await pool.read { try RegistrationRecord.fetchOne($0, key: id.description)?.registration() }
    }

    package func registrations() async throws -> [Registration] {
        try await pool.read { try Self.registrations($0) }
    }

    package func rosterRevision() -> Int { revision }

    package func editRoster<Answer: Sendable>(
        _ edit: @escaping @Sendable ([Registration]) throws -> (saved: [Registration], answer: Answer)
    ) async throws -> Answer {
        let answer = try saveEdited(edit)
        publish()
        return answer
    }

    private func saveEdited<Answer: Sendable>(
        _ edit: ([Registration]) throws -> (saved: [Registration], answer: Answer)
    ) throws -> Answer {
        var answer: Answer?
        try Transaction.write(pool) { db in
            let edited = try edit(Self.registrations(db))
            for registration in edited.saved { try Self.save(registration, db) }
            answer = edited.answer
        }
        try pool.writeWithoutTransaction { try rosterChanged($0) }
        guard let answer else { throw StoreError(code: .failed, message: "The list could not be saved.") }
        return answer
    }

    /// Who has a seat by the list, from the last look until the list changes.
    func seatRoster(_ db: Database) throws -> SeatRoster {
        if let knownSeatRoster { return knownSeatRoster }
        let roster = SeatRoster(try Self.registrations(db))
        knownSeatRoster = roster
        return roster
    }

    private static func registrations(_ db: Database) throws -> [Registration] {
        try RegistrationRecord.order(RegistrationRecord.CodingKeys.ordinal).fetchAll(db).map { try $0.registration() }
    }

    static func save(_ registration: Registration, _ db: Database) throws {
        let known = try RegistrationRecord.fetchOne(db, key: registration.id.description)
        let next = try Int64.fetchOne(db, sql: "SELECT coalesce(max(ordinal), 0) + 1 FROM registrations") ?? 1
        try RegistrationRecord(registration, ordinal: known?.ordinal ?? next).save(db)
    }
}
