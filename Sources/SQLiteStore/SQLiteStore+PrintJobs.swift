// SPDX-License-Identifier: Apache-2.0

package import Conference
import GRDB
package import Printing

package import struct Foundation.Date

extension SQLiteStore: PrintJobStore {
    package nonisolated func printJobArrivals() -> AsyncStream<Void> { printJobSignal.listen() }

    package func unfinishedPrintJobs() async throws -> [PrintJob] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM print_jobs WHERE state NOT IN ('printed', 'failed', 'unknown')
                    ORDER BY created_at, rowid
                    """
            ).map { try PrintJob($0) }
        }
    }

    package func printJob(_ id: PrintJobID) async throws -> PrintJob? {
        try await pool.read { try Self.printJob(id, $0) }
    }

    package func record(_ job: PrintJob) async throws -> Bool {
        defer { printJobChangeSignal.send() }
        return try inOwnTransaction { db in
            let standing = try Self.printJob(job.id, db)
            guard let standing, standing.isUnfinished, standing.printer == job.printer else { return false }
            var job = job
            let isInVain = job.isAtNoPrinter(after: standing) && isRevoked(job.subject)
            if isInVain { job.state = .failed(reasons: [.badgeRevoked]) }
            try save(job, db)
            return !isInVain
        }
    }

    package func move(_ job: PrintJob, to printer: PrinterID) async throws -> Bool {
        let moved = try inOwnTransaction { db in
            try db.execute(
                literal: """
                    UPDATE print_jobs SET printer = \(printer.description), reasons = ''
                    WHERE id = \(job.id.description) AND printer = \(job.printer.description) AND state = 'queued'
                    """)
            return db.changesCount == 1
        }
        printJobSignal.send()
        printJobChangeSignal.send()
        return moved
    }

    package func resolvePrintJob(_ id: PrintJobID, printed: Bool) async throws -> PrintJob? {
        let resolved: PrintJob? = try inOwnTransaction { db in
            guard var job = try Self.printJob(id, db), case .unknown = job.state else { return nil }
            job.state = printed ? .printed(at: Date()) : .failed(reasons: [.notInTray])
            try self.save(job, db)
            return job
        }
        printJobChangeSignal.send()
        return resolved
    }

    private func isRevoked(_ subject: PrintSubject) -> Bool {
        guard case .badge(let badge) = subject else { return false }
        return state.badges[badge]?.revocation != nil
    }

    /// Saves the row, and the fact that its badge or card is printed with it.
    private func save(_ job: PrintJob, _ db: Database) throws {
        let state = job.state
        try db.execute(
            literal: """
                UPDATE print_jobs SET state = \(state.name), number = \(state.number?.rawValue),
                  reasons = \(state.reasons.map(\.keyword).joined(separator: " ")), since = \(state.date?.milliseconds)
                WHERE id = \(job.id.description)
                """)
        guard case .printed(let date) = state else { return }
        switch job.subject {
        case .badge(let badge):
            try record(Fact(at: date, station: nil, .badgePrinted(badge, job: job.id, on: job.printer)), at: Date(), db)
            if job.activation == .printed, !isRevoked(job.subject) {
                try record(Fact(at: date, station: nil, .badgeActivated(badge)), at: Date(), db)
            }
        case .card(let session):
            try record(
                Fact(at: date, station: nil, .cardPrinted(session, job: job.id, on: job.printer)), at: Date(), db)
        }
    }

    private static func printJob(_ id: PrintJobID, _ db: Database) throws -> PrintJob? {
        try Row.fetchOne(db, sql: "SELECT * FROM print_jobs WHERE id = ?", arguments: [id.description])
            .map { try PrintJob($0) }
    }
}

extension SQLiteStore: PrintJobHistory {
    package nonisolated func printJobChanges() -> AsyncStream<Void> { printJobChangeSignal.listen() }

    package func printJobs(askedBy station: StationID, since date: Date) async throws -> [PrintJob] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM print_jobs
                    WHERE station = ? AND badge IS NOT NULL AND (created_at >= ? OR state NOT IN ('printed', 'failed'))
                    ORDER BY created_at, rowid
                    """,
                arguments: [station.description, date.milliseconds]
            ).map { try PrintJob($0) }
        }
    }
}

extension SQLiteStore {
    /// Runs `work`, which may record facts, in a transaction of its own; what it folded is undone if it fails.
    func inOwnTransaction<Value: Sendable>(_ work: (Database) throws -> Value) throws -> Value {
        var value: Value?
        do {
            try Transaction.write(pool) { db in
                _ = try foldOthersFacts(db)
                value = try work(db)
            }
        } catch {
            try reload()
            throw error
        }
        publish()
        guard let value else { throw StoreError(code: .failed, message: "Nothing could be recorded. Try again.") }
        return value
    }
}

extension PrintJob {
    /// Whether this job, which stands on record as `standing`, has yet to be handed over, or has to be once more.
    fileprivate func isAtNoPrinter(after standing: PrintJob) -> Bool {
        switch (standing.state, state) {
        case (.queued, .sending), (_, .queued): true
        case (.sending(let before, _), .sending(let since, _)): before.milliseconds != since.milliseconds
        default: false
        }
    }

    fileprivate init(_ row: Row) throws {
        let reasons = (row["reasons"] as String).split(separator: " ").map { PrinterReason(String($0)) }
        let state = State(
            name: row["state"], number: (row["number"] as Int?).map { PrinterJobNumber($0) }, reasons: reasons,
            date: (row["since"] as Int64?).map { Date(milliseconds: $0) })
        guard let id = PrintJobID(row["id"] as String), let subject = PrintSubject(row),
            let printer = PrinterID(row["printer"] as String), let route = PrinterRoute(row["route"] as String),
            let activation = BadgeActivation(rawValue: row["activation"]), let state
        else { throw StoreError(code: .damaged, message: "A print job in the database cannot be read.") }
        self.init(
            id: id, subject: subject, order: PrintOrder(route, activation: activation), printer: printer,
            createdAt: Date(milliseconds: row["created_at"]), state: state)
    }
}

extension PrintSubject {
    fileprivate init?(_ row: Row) {
        switch (row["badge"] as String?, row["session"] as String?) {
        case (let badge?, nil):
            guard let serial = BadgeSerial(badge) else { return nil }
            self = .badge(serial)
        case (nil, let session?):
            guard let id = SessionID(session) else { return nil }
            self = .card(id)
        default: return nil
        }
    }
}
