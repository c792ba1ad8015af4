// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Where print jobs are on record.
package protocol PrintJobStore: Sendable {
    /// The jobs that the spooler has to do something about, oldest first.
    func unfinishedPrintJobs() async throws -> [PrintJob]

    func printJob(_ id: PrintJobID) async throws -> PrintJob?

    /// Puts the job's state on record, durably before it returns.
    ///
    /// Returns `false`, and changes nothing, when the job is no longer this printer's: its badge was revoked, the desk
    /// has said what became of it, or it was moved to another printer.
    func record(_ job: PrintJob) async throws -> Bool

    /// Moves a queued job from its printer to `printer`, durably; `false` when it is not queued there any more.
    func move(_ job: PrintJob, to printer: PrinterID) async throws -> Bool

    /// The desk's answer for a job that is `unknown`: it becomes `printed` or `failed`.
    ///
    /// It is never sent again, since it may still come out: the desk replaces the badge instead. Returns the job as it
    /// is then, or `nil` when it was not unknown.
    func resolvePrintJob(_ id: PrintJobID, printed: Bool) async throws -> PrintJob?

    /// Wakes when there may be something new to do; several arrivals may be one wake.
    func printJobArrivals() -> AsyncStream<Void>
}

/// What desks see of print jobs.
package protocol PrintJobHistory: Sendable {
    /// The jobs that a station asked for since `date`, and those of before that have not ended, oldest first.
    func printJobs(askedBy station: StationID, since date: Date) async throws -> [PrintJob]

    /// Wakes when a job has changed.
    func printJobChanges() -> AsyncStream<Void>
}

/// Makes the document of a print job.
package protocol PrintDocumentSource: Sendable {
    /// The document as the printer wants it, with the job's identifier as its name.
    func document(for job: PrintJob, as form: PrintForm) async throws -> PrintDocument
}
