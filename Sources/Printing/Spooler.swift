// SPDX-License-Identifier: Apache-2.0

package import Conference
package import Logging
import ServiceLifecycle

package import struct Foundation.Date

/// Takes every print job to its real end: one lane for each printer, so that a dead one never delays another.
///
/// What to do is ``PrintJobMachine``'s business; this is the shell that records, asks and waits.
package struct Spooler<Store: PrintJobStore, Documents: PrintDocumentSource, Device: Printer>: Service {
    /// How long the spooler waits, and for what.
    package struct Pace: Sendable {
        /// Between two looks at a job that is under way: a twentieth of what it has taken so far, within these bounds.
        ///
        /// So a badge's end is seen soon after it, and the next one sent, however long a printer takes for each.
        package var observing = Duration.milliseconds(20)...Duration.milliseconds(200)
        /// Between two looks for a job of which it is not known whether it arrived.
        package var finding = Duration.seconds(1)
        /// Before a printer that could not be reached is tried again; doubled up to `longestRetry`.
        package var firstRetry = Duration.milliseconds(500)
        package var longestRetry = Duration.seconds(5)
        /// Between two looks at how a printer stands.
        package var watching = Duration.milliseconds(500)
        /// How many seconds a printer may be in trouble before others take what waits for it.
        package var patience = 2.0

        package init() {}

        func observing(after taken: Duration) -> Duration {
            min(max(taken / 20, observing.lowerBound), observing.upperBound)
        }
    }

    private let store: Store
    private let documents: Documents
    private let printers: [PrinterID: Device]
    private let board: PrinterBoard
    private let logger: Logger
    private let pace: Pace
    private let now: @Sendable () -> Date

    package init(
        store: Store, documents: Documents, printers: [PrinterID: Device], board: PrinterBoard, logger: Logger,
        pace: Pace = Pace(),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.documents = documents
        self.printers = printers
        self.board = board
        self.logger = logger
        self.pace = pace
        self.now = now
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await adoptOrphans()
            await withDiscardingTaskGroup { lanes in
                for (id, printer) in printers {
                    lanes.addTask { await runLane(id, printer) }
                    lanes.addTask { await watch(id, printer) }
                }
                lanes.addTask { await countSilence() }
            }
        }
    }

    /// What was meant for a printer that the event file no longer names comes out of another, or the desk is asked.
    private func adoptOrphans() async {
        do {
            for job in try await store.unfinishedPrintJobs() where printers[job.printer] == nil {
                if case .queued = job.state {
                    let known = job.route.printers.first { printers[$0] != nil } ?? anyPrinter(for: job)
                    if let known {
                        _ = try await store.move(job, to: known)
                    } else if case .card = job.subject {
                        var lost = job
                        lost.state = .failed(reasons: [.notFound])
                        _ = try await store.record(lost)
                    }
                } else {
                    var asked = job
                    asked.state = .unknown(since: job.state.date ?? now())
                    _ = try await store.record(asked)
                }
            }
        } catch {
            logger.error("print jobs not adopted", metadata: ["error.type": "\(type(of: error))"])
        }
    }

    /// A printer that may take what was meant for none of those that there are; there are cards in no other printer.
    private func anyPrinter(for job: PrintJob) -> PrinterID? {
        guard case .badge = job.subject else { return nil }
        return printers.keys.min()
    }

    private func runLane(_ id: PrinterID, _ printer: Device) async {
        let arrivals = store.printJobArrivals()
        await workOff(id, printer)
        for await _ in arrivals {
            await workOff(id, printer)
        }
    }

    /// Works until nothing is left to do for this printer.
    private func workOff(_ id: PrinterID, _ printer: Device) async {
        var pause = pace.firstRetry
        var doubt: Doubt?
        while !Task.isCancelled {
            do {
                guard let job = try await nextJob(id) else { return }
                if try await mustWait(job) { continue }
                if try await work(job, on: printer, &doubt) {
                    pause = pace.firstRetry
                    continue
                }
            } catch is CancellationError {
                return
            } catch {
                logger.error(
                    "print job interrupted", metadata: ["printer": "\(id)", "error.type": "\(type(of: error))"])
            }
            if await relieve(id) { continue }
            // Cancelled by a shutdown: the condition ends the loop.
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, pace.longestRetry)
        }
    }

    /// Whether a job that is still ours had better not be sent now: others take it, or nobody answers.
    ///
    /// What is sent to a printer that does not answer may come out of it later, and could not go elsewhere any more.
    private func mustWait(_ job: PrintJob) async throws -> Bool {
        guard case .queued(let told) = job.state else { return false }
        let standing = board.standing(of: job.printer)
        let hasLabels = board.mayHaveLabels(for: job.id, in: job.printer)
        if standing.isFit, hasLabels { return false }
        if await relieve(job.printer) { return true }
        // What the printer said it takes, and on what, it need not be asked again for each try.
        let takesNothing = standing.reasons.contains(.documentRefused) && told.contains(.documentRefused)
        let isKnown = takesNothing || standing.reasons.contains(.wrongMedia) || !hasLabels
        guard standing.state == .unreachable || isKnown || (job.wasRefused && mayStillMove(job)) else { return false }
        if told != standing.reasons, hasLabels {
            var waiting = job
            waiting.state = .queued(reasons: standing.reasons)
            _ = try await store.record(waiting)
        }
        try await Task.sleep(for: pace.firstRetry)
        return true
    }

    private func nextJob(_ id: PrinterID) async throws -> PrintJob? {
        let jobs = try await store.unfinishedPrintJobs().filter { $0.printer == id }
        // What may be at the printer already comes first, and last what it has refused or has no labels for.
        return jobs.first { $0.state.name != "queued" }
            ?? jobs.first { !$0.wasRefused && !$0.state.reasons.contains(.wrongMedia) } ?? jobs.first
    }

    /// A job of which the printer, however often it is asked, does not say how far it is.
    private struct Doubt {
        let job: PrintJobID
        let since: Date
    }

    /// Takes the job as far as it goes now; `false` when the printer has to be tried again later.
    private func work(_ job: PrintJob, on printer: Device, _ doubt: inout Doubt?) async throws -> Bool {
        var machine = PrintJobMachine(job, failingSince: doubt?.job == job.id ? doubt?.since : nil)
        defer { doubt = machine.failingSince.map { Doubt(job: job.id, since: $0) } }
        var action = machine.begin(at: now())
        var recorded = job.state
        let begun = ContinuousClock.now
        while true {
            try Task.checkCancellation()
            if machine.job.state != recorded {
                guard try await store.record(machine.job) else { return true }
                recorded = machine.job.state
                log(machine.job)
            }
            switch action {
            case .submit: action = await submit(&machine, to: printer)
            case .find:
                try await Task.sleep(for: pace.finding)
                action = await find(&machine, at: printer)
            case .observe(let number):
                action = await observe(&machine, number, at: printer)
                if case .observe = action { try await Task.sleep(for: pace.observing(after: .now - begun)) }
            case .handOn: action = try await handOn(&machine)
            case .retryLater: return false
            case .finish: return true
            }
        }
    }

    private func submit(_ machine: inout PrintJobMachine, to printer: Device) async -> PrintJobMachine.Action {
        let form: PrintForm
        do {
            form = try await printer.wantedForm()
        } catch {
            note(error, of: machine.job.printer)
            return machine.submissionFailed(error)
        }
        let document: PrintDocument
        do {
            document = try await documents.document(for: machine.job, as: form)
        } catch {
            logger.error(
                "document cannot be made",
                metadata: ["print.job": "\(machine.job.id)", "error.type": "\(type(of: error))"])
            return machine.documentFailed()
        }
        do {
            let number = try await printer.submit(document)
            board.takesBadges(machine.job.printer, at: now())
            return machine.submitted(as: number)
        } catch {
            if error.reason == .wrongMedia { board.foundNoLabels(machine.job.id, document.size) }
            note(error, of: machine.job.printer)
            return machine.submissionFailed(error)
        }
    }

    /// What becomes of a job that its printer has refused.
    private func handOn(_ machine: inout PrintJobMachine) async throws -> PrintJobMachine.Action {
        let job = machine.job
        _ = await relieve(job.printer)
        if let standing = try await store.printJob(job.id), standing.printer != job.printer { return .finish }
        return mayStillMove(job) ? .retryLater : machine.refusedEverywhere()
    }

    /// Whether a printer that stands in for the job's is only in trouble, and not one that refuses badges, too.
    private func mayStillMove(_ job: PrintJob) -> Bool {
        job.route.printers.contains { other in
            guard other != job.printer, printers[other] != nil else { return false }
            let reasons = board.standing(of: other).reasons
            return !reasons.contains(.documentRefused) && !reasons.contains(.notFound)
        }
    }

    private func find(_ machine: inout PrintJobMachine, at printer: Device) async -> PrintJobMachine.Action {
        do {
            return machine.searched(try await printer.find(jobNamed: machine.job.id.description), at: now())
        } catch {
            note(error, of: machine.job.printer)
            return machine.searchFailed(error, at: now())
        }
    }

    private func observe(
        _ machine: inout PrintJobMachine, _ number: PrinterJobNumber, at printer: Device
    ) async -> PrintJobMachine.Action {
        do {
            return machine.observed(
                try await printer.observe(number, named: machine.job.id.description), at: now())
        } catch {
            if error.code != .jobNotFound { note(error, of: machine.job.printer) }
            let moment = now()
            let silence = board.silentSince(machine.job.printer).map { moment.timeIntervalSince($0) } ?? 0
            return machine.observationFailed(error, silence: silence, at: moment)
        }
    }

    private func log(_ job: PrintJob) {
        logger.info(
            "print job",
            metadata: [
                "print.job": "\(job.id)", "print.state": "\(job.state.name)", "printer": "\(job.printer)",
                "print.reasons": "\(job.state.reasons.map(\.keyword).joined(separator: " "))",
            ])
    }
}

// MARK: - Watching printers, and what follows from it

extension Spooler {
    /// Looks how the printer stands, over the lane's own connection, and lets others help while it is in trouble.
    private func watch(_ id: PrinterID, _ printer: Device) async {
        while !Task.isCancelled {
            board.asked(id, at: now())
            do {
                board.answered(id, try await printer.status(), at: now())
            } catch {
                board.failed(id, error, at: now())
            }
            if let since = board.unfitSince(id), now().timeIntervalSince(since) >= pace.patience {
                _ = await relieve(id)
            }
            // Cancelled by a shutdown: the condition ends the loop.
            try? await Task.sleep(for: pace.watching)
        }
    }

    private func countSilence() async {
        while !Task.isCancelled {
            board.refresh(at: now())
            // Cancelled by a shutdown: the condition ends the loop.
            try? await Task.sleep(for: .milliseconds(100))
        }
    }

    private func note(_ error: PrinterError, of printer: PrinterID) {
        switch error.code {
        case .refused: board.refusesBadges(printer, at: now())
        case .lost, .jobNotFound: board.failed(printer, error, at: now())
        // A printer that is busy with a badge of ours is in no trouble; what it takes, and on what, its status tells.
        case .notNow where [.busy, .documentRefused, .wrongMedia].contains(error.reason): break
        case .notNow: board.failed(printer, error, at: now())
        }
    }

    /// Moves what waits for a printer in trouble to those that stand in for it; `false` when nothing could be moved.
    private func relieve(_ id: PrinterID) async -> Bool {
        let isFit = board.standing(of: id).isFit
        do {
            var hasMoved = false
            for job in try await store.unfinishedPrintJobs() where job.printer == id {
                if isFit, board.mayHaveLabels(for: job.id, in: id) { continue }
                let other = job.standIn {
                    printers[$0] != nil && board.standing(of: $0).isFit && board.mayHaveLabels(for: job.id, in: $0)
                }
                guard let other else { continue }
                guard try await store.move(job, to: other) else { continue }
                hasMoved = true
                logger.notice(
                    "print job moved",
                    metadata: ["print.job": "\(job.id)", "printer": "\(id)", "printer.standin": "\(other)"])
            }
            return hasMoved
        } catch {
            logger.error("print jobs not moved", metadata: ["printer": "\(id)", "error.type": "\(type(of: error))"])
            return false
        }
    }
}
