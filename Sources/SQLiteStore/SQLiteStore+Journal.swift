// SPDX-License-Identifier: Apache-2.0

package import Conference
import GRDB
import Meters
import Sealing

import struct Foundation.Date

extension SQLiteStore: Journal {
    package func read<Value: Sendable>(_ view: @escaping @Sendable (ConferenceState) -> Value) -> Value {
        view(state)
    }

    package nonisolated func decide<Answer: Sendable>(
        _ decision: @escaping @Sendable (DecisionContext) throws -> Decision<Answer>
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            switch waiting.append(PendingDecision(decision, continuation)) {
            case .waits: break
            case .first: scheduleLast { $0.drain() }
            case .refused:
                continuation.resume(
                    throwing: JournalError(
                        code: .busy, message: "Too much is going on at once. Try again in a second."))
            }
        }
    }

    /// Takes the decisions that wait and commits them together.
    private func drain() {
        let (batch, leavesSome) = waiting.take(mostPerCommit)
        if let leftOver = commitTogether(batch) {
            for decision in leftOver { commitAlone(decision) }
        }
        if leavesSome { scheduleLast { $0.drain() } }
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
        let start = ContinuousClock.now
        do {
            if isStale { try reload() }
            try Transaction.write(pool) { db in
                _ = try foldOthersFacts(db)
                let lookups = lookups(db)
                for decision in batch { try decide(decision, lookups, db, &run) }
            }
        } catch {
            meters.failedCommits.add()
            return .failure(
                BatchFailure(
                    error: recover(from: error), isOfTheDisk: DatabaseFile.isOfTheDisk(error),
                    undecided: run.decided.map(\.0) + run.rest(of: batch)))
        }
        meters.commitSeconds.observe(ContinuousClock.now - start)
        meters.commitDecisions.observe(Double(batch.count))
        publish()
        if run.requestsPrinting {
            printJobSignal.send()
            printJobChangeSignal.send()
        }
        if run.changesProgramme { programmeChanged() }
        for (_, tellCaller) in run.decided { tellCaller() }
        return .success(())
    }

    /// What became of a batch so far.
    private struct BatchRun {
        var decided: [(PendingDecision, @Sendable () -> Void)] = []
        var answered = 0
        var requestsPrinting = false
        var changesProgramme = false

        func rest(of batch: [PendingDecision]) -> ArraySlice<PendingDecision> { batch.dropFirst(answered) }
    }

    private func decide(
        _ decision: PendingDecision, _ lookups: DecisionContext.Lookups, _ db: Database, _ run: inout BatchRun
    ) throws {
        let decided: PendingDecision.Decided
        do {
            decided = try decision.decide(DecisionContext(state: state, lookups: lookups))
        } catch {
            run.answered += 1
            decision.fail(error)
            return
        }
        for registration in decided.registrations { try Self.save(registration, db) }
        if !decided.registrations.isEmpty { try rosterChanged(db) }
        for text in decided.texts { try Self.save(text, db) }
        let now = Date().roundedToMilliseconds
        for fact in decided.facts {
            try record(fact, at: now, db)
            switch fact.event {
            case .printRequested, .cardRequested: run.requestsPrinting = true
            default: break
            }
            if fact.event.changesProgramme { run.changesProgramme = true }
        }
        run.answered += 1
        run.decided.append((decision, decided.answer(state)))
    }

    private func lookups(_ db: Database) -> DecisionContext.Lookups {
        DecisionContext.Lookups(
            registration: { try self.registration($0, db) }, fact: { try Self.fact($0, db) },
            seatRoster: { try self.seatRoster(db) }, alias: { try self.aliasKey(db).alias(of: $0, on: $1) })
    }

    /// The fact with that identifier; nearly always there is none, and that must be cheap to see.
    private static func fact(_ id: FactID, _ db: Database) throws -> Fact? {
        guard let sequence = try FactSearch(db).run(id.description) else { return nil }
        let row = try Row.fetchOne(
            db, sql: "SELECT \(RecordedFact.columns) FROM facts WHERE sequence = ?", arguments: [sequence])
        return try row.map { try RecordedFact($0).fact }
    }

    private func registration(_ id: RegistrationID, _ db: Database) throws -> Registration? {
        if let known = knownRegistrations[id] { return known }
        let found = try RegistrationRecord.fetchOne(db, key: id.description)?.registration()
        knownRegistrations[id] = found
        return found
    }

    /// The state holds what was rolled back: it is folded anew from the file.
    private func recover(from error: any Error) -> JournalError {
        isStale = true
        // It may have been made in what was rolled back.
        aliasKey = nil
        // The file cannot be read either: the error at hand is the one to tell, and the next batch tries again.
        try? reload()
        // Whoever asks over the network learns no path; whoever reads the log does.
        let explanation = DatabaseFile.explanation(of: error, nil)
        guard let error = error as? DatabaseError, error.resultCode == .SQLITE_CONSTRAINT else {
            return JournalError(
                code: .unavailable, message: "Nothing was recorded. \(explanation.message)",
                cause: "\(path): \(explanation.cause ?? "")")
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
        let record = FactRecord(fact)
        let hash = record.digest(following: head.digest, sequence: sequence, recordedAt: now)
        try FactInsertion(db).run(record, sequence: sequence, recordedAt: now.milliseconds, hash: hash.bytes)
        try Projection.apply(fact, db)
        state.apply(fact)
        head.advance(to: sequence, hash, recordedAt: now)
    }
}
