// SPDX-License-Identifier: Apache-2.0

import CCUPS
package import Printing

/// A printer, or a queue of a CUPS server, spoken to with IPP.
package actor IPPPrinter: Printer {
    private let executor = PrinterExecutor()
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package let uri: PrinterURI
    private var connection = KeptConnection()
    /// The year 2001 as a clock; no printer is up for so many seconds.
    private static let earliestClock = 1_000_000_000

    package init(_ uri: PrinterURI) {
        self.uri = uri
    }

    package func submit(_ document: PrintDocument) throws(PrinterError) -> PrinterJobNumber {
        try knock()
        let answer = try exchange(printing(document), document: document.pdf)
        try check(answer)
        guard let number = answer.integer("job-id") else {
            throw PrinterError(
                code: .lost, reason: .busy, message: "\(uri) took the job but gave it no number.", cause: nil)
        }
        return PrinterJobNumber(number)
    }

    /// A question before a document: a printer that has fallen silent is found out while nothing was handed over, and
    /// the document goes over a connection that is known to live.
    private func knock() throws(PrinterError) {
        do {
            _ = try status()
        } catch  where error.code == .lost {
            throw PrinterError(code: .notNow, reason: error.reason, message: error.message, cause: error.cause)
        }
    }

    package func observe(_ job: PrinterJobNumber, named name: String) throws(PrinterError) -> PrinterJobObservation {
        let answer = try exchange { (uri) throws(IPPFailure) in
            let request = try IPPMessage(IPP_OP_GET_JOB_ATTRIBUTES, to: uri)
            request.add("job-id", job.rawValue)
            request.add(
                "requested-attributes",
                [
                    "job-name", "job-state", "job-state-reasons", "job-printer-state-message",
                    "job-printer-state-reasons",
                ])
            return request
        }
        try check(answer)
        if let other = answer.strings("job-name").first, other != name {
            throw PrinterError(
                code: .jobNotFound, reason: .notFound,
                message: "\(uri) was started anew and has another job under that number.")
        }
        return try observation(answer)
    }

    package func find(jobNamed name: String) throws(PrinterError) -> PrinterJobSearch {
        for which in ["not-completed", "completed"] {
            let answer = try exchange { (uri) throws(IPPFailure) in
                let request = try IPPMessage(IPP_OP_GET_JOBS, to: uri)
                request.add("which-jobs", which, IPP_TAG_KEYWORD)
                request.add("requested-attributes", ["job-id", "job-name"])
                return request
            }
            if answer.status == IPP_STATUS_ERROR_NOT_FOUND { continue }
            try check(answer)
            if let number = answer.jobNumber(named: name) { return .found(PrinterJobNumber(number)) }
        }
        return .absent(upSeconds: try upSeconds())
    }

    /// For how long the printer has been up (`printer-up-time`, RFC 8011, 5.4.29).
    ///
    /// A CUPS server tells its clock instead. When it is killed it forgets jobs that it may have printed, so that it
    /// knows no job proves nothing: `nil`.
    private func upSeconds() throws(PrinterError) -> Double? {
        let answer = try exchange { (uri) throws(IPPFailure) in
            let request = try IPPMessage(IPP_OP_GET_PRINTER_ATTRIBUTES, to: uri)
            request.add("requested-attributes", ["printer-up-time"])
            return request
        }
        try check(answer)
        return answer.integer("printer-up-time").flatMap { $0 < Self.earliestClock ? Double($0) : nil }
    }

    package func status() throws(PrinterError) -> PrinterStatus {
        let answer = try exchange { (uri) throws(IPPFailure) in
            let request = try IPPMessage(IPP_OP_GET_PRINTER_ATTRIBUTES, to: uri)
            request.add(
                "requested-attributes",
                [
                    "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-make-and-model",
                    "document-format-supported", "media-ready",
                ])
            return request
        }
        try check(answer)
        let states: [Int: PrinterStatus.State] = [
            Int(IPP_PSTATE_PROCESSING.rawValue): .processing, Int(IPP_PSTATE_STOPPED.rawValue): .stopped,
        ]
        return PrinterStatus(
            state: answer.integer("printer-state").flatMap { states[$0] } ?? .idle,
            reasons: answer.strings("printer-state-reasons").compactMap(PrinterReason.state),
            acceptsJobs: answer.boolean("printer-is-accepting-jobs") ?? true,
            makeAndModel: answer.strings("printer-make-and-model").first,
            documentFormats: answer.strings("document-format-supported"), mediaReady: answer.strings("media-ready"))
    }

    private func printing(_ document: PrintDocument) -> (PrinterURI) throws(IPPFailure) -> IPPMessage {
        { (uri) throws(IPPFailure) in
            let request = try IPPMessage(IPP_OP_PRINT_JOB, to: uri)
            request.add("job-name", document.jobName, IPP_TAG_NAME)
            request.add("document-format", "application/pdf", IPP_TAG_MIMETYPE)
            request.addFalse("ipp-attribute-fidelity")
            request.addMedia(
                widthInMillimetres: document.widthInMillimetres, heightInMillimetres: document.heightInMillimetres)
            request.add("print-scaling", "none", IPP_TAG_KEYWORD, in: IPP_TAG_JOB)
            return request
        }
    }

    private func observation(_ answer: borrowing IPPMessage) throws(PrinterError) -> PrinterJobObservation {
        let reasons = answer.strings("job-state-reasons").filter { $0 != "none" }.map { PrinterReason($0) }
        switch answer.integer("job-state").map({ ipp_jstate_t(UInt32($0)) }) {
        case IPP_JSTATE_COMPLETED:
            // CUPS calls a job completed that the printer refused; its message tells.
            let message = answer.strings("job-printer-state-message").first?.lowercased() ?? ""
            let refused = ["rejected", "not supported", "unable to print", "cannot print"].contains {
                message.contains($0)
            }
            if refused { return .ended(reasons: [.documentRefused]) }
            // It also calls completed what a printer has forgotten that was started anew meanwhile.
            let forgotten = answer.strings("job-printer-state-reasons").contains("cups-ipp-missing-job-history")
            return forgotten ? .forgotten : .completed
        case IPP_JSTATE_ABORTED:
            return .ended(reasons: [.aborted] + reasons)
        case IPP_JSTATE_CANCELED:
            return .ended(reasons: [.canceled] + reasons)
        default:
            return .underWay(reasons: try status().reasons)
        }
    }
}

// MARK: - Exchanges

extension IPPPrinter {
    /// Makes a request and exchanges it over the kept connection, or a fresh one when that has gone stale.
    private func exchange(
        _ makeRequest: (PrinterURI) throws(IPPFailure) -> IPPMessage, document: [UInt8]? = nil
    ) throws(PrinterError) -> IPPMessage {
        // A document is sent once: whether it arrived before the line broke would be unknown.
        let mayRepeat = connection.isOpen && document == nil
        do {
            return try connection.exchange(try makeRequest(uri), with: uri, document: document)
        } catch .broken where mayRepeat {
            // The printer had closed the idle connection; the question does no harm twice.
        } catch {
            throw problem(error)
        }
        do {
            return try connection.exchange(try makeRequest(uri), with: uri, document: document)
        } catch {
            throw problem(error)
        }
    }

    private func problem(_ failure: IPPFailure) -> PrinterError {
        switch failure {
        case .unreachable(let cause):
            PrinterError(
                code: .notNow, reason: .offline,
                message: "Nobody answers at \(uri). Is the printer on, and on this network?", cause: cause)
        case .broken(let cause):
            PrinterError(
                code: .lost, reason: .offline, message: "\(uri) fell silent in the middle of an answer.", cause: cause)
        case .outOfMemory:
            PrinterError(code: .notNow, reason: .busy, message: "This machine is out of memory.")
        }
    }

    /// Throws what the printer means by an answer that is not a success.
    private func check(_ answer: borrowing IPPMessage) throws(PrinterError) {
        let status = answer.status
        guard status.rawValue >= IPP_STATUS_ERROR_BAD_REQUEST.rawValue else { return }
        let cause = ippErrorString(status).map { String(cString: $0) }
        switch status {
        case IPP_STATUS_ERROR_BUSY, IPP_STATUS_ERROR_TEMPORARY, IPP_STATUS_ERROR_SERVICE_UNAVAILABLE,
            IPP_STATUS_ERROR_TOO_MANY_JOBS, IPP_STATUS_ERROR_DEVICE:
            throw PrinterError(
                code: .notNow, reason: .busy, message: "\(uri) is busy. It is tried again.", cause: cause)
        case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
            throw PrinterError(
                code: .notNow, reason: .notAccepting, message: "\(uri) takes no jobs now. Resume it.", cause: cause)
        case IPP_STATUS_ERROR_NOT_FOUND, IPP_STATUS_ERROR_GONE, IPP_STATUS_ERROR_NOT_POSSIBLE:
            throw PrinterError(
                code: .jobNotFound, reason: .notFound,
                message: "\(uri) does not know that printer, queue or job. Check its address in event.toml.",
                cause: cause)
        default:
            throw PrinterError(
                code: .refused, reason: .documentRefused, message: "\(uri) refuses the request.", cause: cause)
        }
    }
}

/// The connection to a printer, made when it is needed and made again when it broke.
private struct KeptConnection: ~Copyable {
    private var connection: IPPConnection?

    init() {
        connection = nil
    }

    var isOpen: Bool { connection != nil }

    mutating func exchange(
        _ request: consuming IPPMessage, with uri: PrinterURI, document: [UInt8]?
    ) throws(IPPFailure) -> IPPMessage {
        if connection == nil { connection = try IPPConnection(to: uri) }
        guard let open = connection.take() else { throw .unreachable("no connection") }
        let answer = try open.exchange(request, at: uri.path, document: document)
        connection = consume open
        return answer
    }
}
