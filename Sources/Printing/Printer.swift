// SPDX-License-Identifier: Apache-2.0

/// Something that takes documents and prints them, one at a time.
package protocol Printer: Sendable {
    /// Asks the printer, while nothing was handed over to it, as what it takes a page.
    ///
    /// A printer that has fallen silent is found out by this question, so it comes before each document.
    func wantedForm() async throws(PrinterError) -> PrintForm

    /// Hands the document over and returns the number under which it is followed.
    func submit(_ document: PrintDocument) async throws(PrinterError) -> PrinterJobNumber

    /// How far the job with that number and name is.
    ///
    /// Numbers begin again when a printer is started anew: one that names another job is `jobNotFound`.
    func observe(_ job: PrinterJobNumber, named name: String) async throws(PrinterError) -> PrinterJobObservation

    /// Looks for the job with that name among those that wait, print or are done.
    func find(jobNamed name: String) async throws(PrinterError) -> PrinterJobSearch

    func status() async throws(PrinterError) -> PrinterStatus
}

/// What became of looking for a job by its name.
package enum PrinterJobSearch: Equatable, Sendable {
    case found(PrinterJobNumber)
    /// The printer, which has been up for so many seconds (`printer-up-time`), does not know it.
    case absent(upSeconds: Double?)
}

/// What a printer says of a job.
package enum PrinterJobObservation: Equatable, Sendable {
    /// Not done yet; `reasons` are what holds it up.
    case underWay(reasons: [PrinterReason])
    case completed
    /// Done with, by a queue whose printer no longer knows whether it printed.
    case forgotten
    /// Done for, with the printer's reasons.
    case ended(reasons: [PrinterReason])
}

/// Why a printer did not do what it was asked.
package struct PrinterError: Error, Equatable, Sendable {
    package enum Code: Sendable {
        /// It cannot be reached, is busy or takes nothing now: nothing was handed over, and later it may work.
        case notNow
        /// It will never take this document, or there is no such printer: nothing was handed over.
        case refused
        /// The line broke or fell silent: the document may have arrived.
        case lost
        /// It does not know that job.
        case jobNotFound
    }

    package let code: Code
    package let reason: PrinterReason
    /// What happened and what to do.
    package let message: String
    package let cause: String?

    package init(code: Code, reason: PrinterReason, message: String, cause: String? = nil) {
        self.code = code
        self.reason = reason
        self.message = message
        self.cause = cause
    }
}
