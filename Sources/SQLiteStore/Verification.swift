// SPDX-License-Identifier: Apache-2.0

package import Conference
import GRDB
import Sealing

/// What reading the whole journal again came to.
package struct Verification: Sendable {
    package let factCount: Int64
    /// What does not hold, in words; empty when all does.
    package let problems: [String]
    /// The state folded from the journal alone.
    package let state: ConferenceState
}

extension SQLiteStore {
    /// Recomputes the chain and every table that follows from the facts, in one consistent view of the file.
    ///
    /// Reads what is on disk, so it can run beside a daemon that writes.
    package nonisolated func verify() async throws -> Verification {
        try await pool.read { db in
            var check = try JournalCheck(reading: db)
            try check.compareTables(db)
            return Verification(factCount: check.head.sequence, problems: check.problems, state: check.state)
        }
    }
}

/// A journal read from its beginning, and what does not hold in it.
struct JournalCheck {
    var state = ConferenceState()
    var head = ChainHead()
    var problems: [String] = []

    /// Reads all facts and recomputes the chain; the tables are not looked at yet.
    init(reading db: Database) throws {
        let facts = try FactCursor(db, after: ChainHead())
        while let recorded = try facts.nextRecorded() { take(recorded) }
    }

    private mutating func take(_ recorded: RecordedFact) {
        let fact = recorded.fact
        if recorded.sequence != head.sequence + 1 {
            problems.append("Facts \(head.sequence + 1) to \(recorded.sequence - 1) are missing.")
        }
        let expected = FactRecord(fact).digest(
            following: head.digest, sequence: recorded.sequence, recordedAt: recorded.recordedAt)
        if expected != recorded.hash { problems.append("Fact \(recorded.sequence) was changed after it was recorded.") }
        state.apply(fact)
        head.advance(to: recorded)
    }

    mutating func compareTables(_ db: Database) throws {
        try compare(
            "check-ins", db, "SELECT registration || ' ' || id FROM check_ins",
            with: state.checkIns.map { "\($0.key) \($0.value.id)" })
        try compare(
            "badges", db, "SELECT serial || ' ' || registration || ' ' || coalesce(revoked_at, '') FROM badges",
            with: state.badges.values.map {
                "\($0.serial) \($0.registration) \($0.revocation.map { String($0.at.milliseconds) } ?? "")"
            })
        try compare(
            "seats", db, "SELECT registration || ' ' || state FROM seats",
            with: state.seats.forfeited.keys.map { "\($0) forfeited" }
                + state.seats.released.keys.map { "\($0) released" })
        try compare(
            "printed badges", db, "SELECT serial FROM badges WHERE printed_at IS NOT NULL",
            with: state.badges.values.filter { $0.printedAt != nil }.map(\.serial.description))
        try compare(
            "posters' boards", db, "SELECT place || ' ' || registration || ' ' || board FROM poster_boards",
            with: state.posters.allBoards.map { "\($0.place) \($0.registration) \($0.board)" })
    }

    private mutating func compare(_ what: String, _ db: Database, _ sql: String, with folded: [String]) throws {
        let table = Set(try String.fetchAll(db, sql: sql))
        let difference = table.symmetricDifference(folded).count
        if difference > 0 { problems.append("The table of \(what) and the journal differ in \(difference) rows.") }
    }
}
