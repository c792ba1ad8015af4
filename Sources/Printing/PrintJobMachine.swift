// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// What happens to one print job: every decision, and nothing that takes time.
///
/// The shell records `job` whenever its state has changed, before it carries out the action that came with it.
package struct PrintJobMachine: Equatable, Sendable {
    package enum Action: Equatable, Sendable {
        case submit
        /// Look the job up at the printer by its name.
        case find
        case observe(PrinterJobNumber)
        /// Leave the job for now and begin again later.
        case retryLater
        /// The printer will never take it: another of its route may, or nobody.
        case handOn
        case finish
    }

    package private(set) var job: PrintJob
    /// When the job was last handed over, as far as this machine knows.
    private var sentAt: Date?
    /// Whether the printer once had the job: then it is never sent again on a guess.
    private var wasTaken = false
    /// How often in a row the printer said that it does not know the job.
    private var absences = 0
    /// Since when every question about a job that the printer has taken came to nothing.
    package private(set) var failingSince: Date?

    /// A printer that has taken a job whose answer was lost may need a moment until it lists it.
    private static let absencesThatConvince = 3
    /// How long printers remember finished jobs: ippeveprinter for 60 s, others longer.
    private static let retentionSeconds = 45.0
    /// Up-times are whole seconds.
    private static let restartDoubtSeconds = 1.0
    /// A printer that is silent for longer keeps a person waiting: then the desk is asked.
    private static let longestSilenceSeconds = 45.0

    /// A machine for `job`; `failingSince` is what an earlier one that left it for later has found out.
    package init(_ job: PrintJob, failingSince: Date? = nil) {
        self.job = job
        self.failingSince = failingSince
    }

    package mutating func begin(at now: Date) -> Action {
        switch job.state {
        case .queued:
            job.state = .sending(since: now)
            sentAt = now
            return .submit
        case .sending(let since, _):
            sentAt = since
            return .find
        case .printing(let number, _):
            wasTaken = true
            return .observe(number)
        case .printed, .failed, .unknown:
            return .finish
        }
    }

    package mutating func submitted(as number: PrinterJobNumber) -> Action {
        wasTaken = true
        job.state = .printing(number)
        return .observe(number)
    }

    package mutating func submissionFailed(_ error: PrinterError) -> Action {
        switch error.code {
        case .notNow:
            job.state = .queued(reasons: [error.reason])
            return .retryLater
        case .refused, .jobNotFound:
            job.state = .queued(reasons: [error.reason])
            return .handOn
        case .lost:
            return .find
        }
    }

    /// No printer of the route will take what this one has refused.
    package mutating func refusedEverywhere() -> Action {
        job.state = .failed(reasons: job.state.reasons)
        return .finish
    }

    /// The badge could not be made, so nothing was sent.
    package mutating func documentFailed() -> Action {
        job.state = .failed(reasons: [.documentFailed])
        return .finish
    }

    package mutating func observed(_ observation: PrinterJobObservation, at now: Date) -> Action {
        guard case .printing(let number, _) = job.state else { return .finish }
        failingSince = nil
        switch observation {
        case .underWay(let reasons):
            job.state = .printing(number, reasons: reasons)
            return .observe(number)
        case .completed:
            job.state = .printed(at: now)
            return .finish
        case .forgotten:
            return giveUp(since: now)
        case .ended(let reasons):
            job.state = .failed(reasons: reasons)
            return .finish
        }
    }

    /// `silence` is for how many seconds the printer has not answered.
    package mutating func observationFailed(_ error: PrinterError, silence: Double, at now: Date) -> Action {
        guard case .printing(let number, _) = job.state else { return .finish }
        let since = failingSince ?? now
        failingSince = since
        // It may answer, and never say how far the job is.
        let wait = max(silence, now.timeIntervalSince(since))
        guard wait < Self.longestSilenceSeconds else { return giveUp(since: now) }
        guard error.code != .jobNotFound else { return .find }
        job.state = .printing(number, reasons: [error.reason])
        return .retryLater
    }

    package mutating func searched(_ result: PrinterJobSearch, at now: Date) -> Action {
        switch result {
        case .found(let number):
            absences = 0
            return submitted(as: number)
        case .absent(let upSeconds):
            return absent(upSeconds: upSeconds, at: now)
        }
    }

    /// That a printer does not know the job proves that it never came only if the printer would remember it.
    private mutating func absent(upSeconds: Double?, at now: Date) -> Action {
        absences += 1
        guard absences >= Self.absencesThatConvince else { return .find }
        absences = 0
        let since = sentAt ?? now
        let age = now.timeIntervalSince(since)
        let remembers = upSeconds.map { $0 > age + Self.restartDoubtSeconds } ?? false
        // A negative age: this machine was started anew with its clock behind, and the printer may have been, too.
        guard !wasTaken, remembers, (0..<Self.retentionSeconds).contains(age) else { return giveUp(since: since) }
        job.state = .queued()
        return begin(at: now)
    }

    package mutating func searchFailed(_ error: PrinterError, at now: Date) -> Action {
        absences = 0
        let since = (wasTaken ? failingSince : sentAt) ?? now
        if wasTaken { failingSince = since }
        guard now.timeIntervalSince(since) < Self.longestSilenceSeconds else { return giveUp(since: since) }
        if !wasTaken { job.state = .sending(since: since, reasons: [error.reason]) }
        return .retryLater
    }

    private mutating func giveUp(since: Date) -> Action {
        job.state = .unknown(since: since)
        return .finish
    }
}
