// SPDX-License-Identifier: Apache-2.0

package import Conference
import GRDB
import Sealing

import struct Foundation.Date

extension SQLiteStore: Journal {
    /// Decisions that may wait; the next one is told to come back.
    private static let queueLimit = 10_000

    package func read<Value: Sendable>(_ view: @escaping @Sendable (ConferenceState) -> Value) -> Value {
        view(state)
    }

    package func decide<Answer: Sendable>(
        _ decision: @escaping @Sendable (DecisionContext) throws -> Decision<Answer>
    ) async throws -> Answer {
        guard pending.count < Self.queueLimit else {
            throw JournalError(code: .busy, message: "Too much is going on at once. Try again in a second.")
        }
        return try await withCheckedThrowingContinuation { continuation in
            pending.append(PendingDecision(decision, continuation))
            guard !drainIsScheduled else { return }
            drainIsScheduled = true
            scheduleLast { $0.drain() }
        }
    }

    /// Takes all decisions that wait and commits them together.
    private func drain() {
        drainIsScheduled = false
        let batch = pending
        pending = []
        guard let leftOver = commitTogether(batch) else { return }
        for decision in leftOver { commitAlone(decision) }
    }

    /// Commits `batch` in one transaction, or returns those of it that must be tried one by one.
    private func commitTogether(_ batch: [PendingDecision]) -> [PendingDecision]? {
        let outcome = transact(batch)
        guard case .failure(let failure) = outcome else { return nil }
        // A disk that does not take them together takes none of them: who waits hears it at once.
        guard failure.undecided.count == 1 || failure.isOfTheDisk else { return failure.undecided }
        for decision in failure.undecided { decision.fail(failure.error) }
        return nil
    }

    private func commitAlone(_ decision: PendingDecision) {
        guard case .failure(let failure) = transact([decision]) else { return }
        for decision in failure.undecided { decision.fail(failure.error) }
    }

    private struct BatchFailure: Error {
        let error: JournalError
        /// Whether no decision is to blame.
        let isOfTheDisk: Bool
        /// Those that had not been answered by an error of their own.
        let undecided: [PendingDecision]
    }

    private func transact(_ batch: [PendingDecision]) -> Result<Void, BatchFailure> {
        var run = BatchRun()
        do {
            if isStale { try reload() }
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    _ = try foldOthersFacts(db)
                    for decision in batch { try decide(decision, db, &run) }
                    return .commit
                }
            }
        } catch {
            return .failure(
                BatchFailure(
                    error: recover(from: error), isOfTheDisk: DatabaseFile.isOfTheDisk(error),
                    undecided: run.decided.map(\.0) + run.rest(of: batch)))
        }
        publish()
        if run.requestsPrinting {
            printJobSignal.send()
            printJobChangeSignal.send()
        }
        for (_, decided) in run.decided { decided.tellCaller() }
        return .success(())
    }

    /// What became of a batch so far.
    private struct BatchRun {
        var decided: [(PendingDecision, PendingDecision.Decided)] = []
        var answered = 0
        var requestsPrinting = false

        func rest(of batch: [PendingDecision]) -> ArraySlice<PendingDecision> { batch.dropFirst(answered) }
    }

    private func decide(_ decision: PendingDecision, _ db: Database, _ run: inout BatchRun) throws {
        let decided: PendingDecision.Decided
        do {
            decided = try decision.decide(context(db))
        } catch {
            run.answered += 1
            decision.fail(error)
            return
        }
        for registration in decided.registrations { try Self.save(registration, db) }
        if !decided.registrations.isEmpty { try rosterChanged(db) }
        let now = Date().roundedToMilliseconds
        for fact in decided.facts {
            try record(fact, at: now, db)
            if case .printRequested = fact.event { run.requestsPrinting = true }
        }
        run.answered += 1
        run.decided.append((decision, decided))
    }

    private func context(_ db: Database) -> DecisionContext {
        DecisionContext(
            state: state,
            registration: { try RegistrationRecord.fetchOne(db, key: $0.description)?.registration() },
            fact: { id in
                try Row.fetchOne(
                    db, sql: "SELECT \(RecordedFact.columns) FROM facts WHERE id = ?", arguments: [id.description]
                ).map { try RecordedFact($0).fact }
            })
    }

    /// The state holds what was rolled back: it is folded anew from the file.
    private func recover(from error: any Error) -> JournalError {
        isStale = true
        // The file cannot be read either: the error at hand is the one to tell, and the next batch tries again.
        try? reload()
        let explanation = DatabaseFile.explanation(of: error, path)
        guard let error = error as? DatabaseError, error.resultCode == .SQLITE_CONSTRAINT else {
            return JournalError(
                code: .unavailable, message: "Nothing was recorded. \(explanation.message)", cause: explanation.cause)
        }
        return JournalError(
            code: .contradiction, message: "Nothing was recorded: it contradicts what is on record already.",
            cause: error.message)
    }
}

// MARK: - One fact

extension SQLiteStore {
    /// Writes `fact` behind the chain's head, with what follows from it, and folds it.
    func record(_ fact: Fact, at now: Date, _ db: Database) throws {
        let sequence = head.sequence + 1
        let record = FactRecord(fact.event)
        let hash = record.digest(following: head.digest, fact: fact, sequence: sequence, recordedAt: now)
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO facts (\(RecordedFact.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            sequence, fact.id.description, record.kind, fact.at.milliseconds, now.milliseconds,
            fact.station?.description, record.registration, record.badge, record.place, record.printJob,
            record.printer, record.subject, record.word, FoundationData(hash.bytes),
        ])
        try Projection.apply(fact, db)
        state.apply(fact)
        head.advance(to: sequence, hash, recordedAt: now)
    }
}
