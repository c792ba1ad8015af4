// SPDX-License-Identifier: Apache-2.0

package import Conference

/// Where print jobs are on record.
package protocol PrintJobStore: Sendable {
    /// The jobs that the spooler has to do something about, oldest first.
    func unfinishedPrintJobs() async throws -> [PrintJob]

    func printJob(_ id: PrintJobID) async throws -> PrintJob?

    /// Puts the job's state on record, durably before it returns.
    ///
    /// Returns `false`, and changes nothing, when the job has come to an end meanwhile: its badge was revoked, or the
    /// desk has said what became of it.
    func record(_ job: PrintJob) async throws -> Bool

    /// The desk's answer for a job that is `unknown`: it becomes `printed`, or is `queued` again. Returns the job as it
    /// is then, or `nil` when it was not unknown.
    func resolvePrintJob(_ id: PrintJobID, printed: Bool) async throws -> PrintJob?

    /// Wakes when there may be something new to do; several arrivals may be one wake.
    func printJobArrivals() -> AsyncStream<Void>
}

/// Makes the document of a print job.
package protocol PrintDocumentSource: Sendable {
    /// The document, with the job's identifier as its name.
    func document(for job: PrintJob) async throws -> PrintDocument
}
