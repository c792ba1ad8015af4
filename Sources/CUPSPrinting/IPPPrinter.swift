// SPDX-License-Identifier: Apache-2.0

import CCUPS
package import Printing

/// A printer, or a queue of a CUPS server, spoken to with IPP.
package actor IPPPrinter: Printer {
    private let executor = PrinterExecutor()
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package let uri: PrinterURI
    private var connection: KeptConnection
    /// What the printer said of itself when it was asked last.
    private var seen: PrinterStatus?
    /// The printer behind this queue, if that speaks IPP and was asked before.
    private var device: IPPPrinter?
    /// The year 2001 as a clock; no printer is up for so many seconds.
    private static let earliestClock = 1_000_000_000

    package init(_ uri: PrinterURI) {
        self.uri = uri
        connection = KeptConnection(to: uri)
    }

    package func wantedForm() throws(PrinterError) -> PrintForm {
        let status: PrinterStatus
        do {
            status = try self.status()
        } catch  where error.code == .lost {
            // Only a question was asked, and nothing was handed over.
            throw PrinterError(code: .notNow, reason: error.reason, message: error.message, cause: error.cause)
        }
        guard let form = status.formats.preferredForm else { throw takesNothing(status.formats) }
        return form
    }

    package func submit(_ document: PrintDocument) throws(PrinterError) -> PrinterJobNumber {
        if let ready = seen?.readySizes, seen?.hasReady(document.size) == false {
            throw wrongMedia(document.size, ready)
        }
        let encoded = try encode(document, for: seen)
        let answer = try exchange(printing(document, as: encoded), document: encoded.bytes)
        try check(answer)
        guard let number = answer.integer("job-id") else {
            throw PrinterError(
                code: .lost, reason: .busy, message: "\(uri) took the job but gave it no number.", cause: nil)
        }
        return PrinterJobNumber(number)
    }

    package func observe(
        _ job: PrinterJobNumber, named name: String
    ) async throws(PrinterError) -> PrinterJobObservation {
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
        let seen = try observation(answer)
        // CUPS also calls completed what the printer has aborted within the second in which its backend looks; and that
        // the printer has forgotten a job may still be said of later ones.
        guard seen == .completed || seen == .forgotten, let device = try deviceBehind() else { return seen }
        return await device.end(ofJobNamed: name)
    }

    /// The IPP printer behind this queue; `nil` when this is a printer, or a queue whose printer speaks something else.
    private func deviceBehind() throws(PrinterError) -> IPPPrinter? {
        let answer = try attributes(["device-uri"])
        try check(answer)
        let address = answer.strings("device-uri").first?.split(separator: "?").first.map(String.init)
        guard let uri = address.flatMap(PrinterURI.init(_:)),
            ["ipp:", "ipps:"].contains(where: uri.description.hasPrefix)
        else { return nil }
        if device?.uri != uri { device = IPPPrinter(uri) }
        return device
    }

    /// How a job ended that came through a queue; the queue has given it its name and a number of its own.
    private func end(ofJobNamed name: String) async -> PrinterJobObservation {
        do {
            guard case .found(let number) = try find(jobNamed: name) else { return .forgotten }
            return try await observe(number, named: name)
        } catch {
            // It cannot be asked: only the tray tells.
            return .forgotten
        }
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
        let answer = try attributes(["printer-up-time"])
        try check(answer)
        return answer.integer("printer-up-time").flatMap { $0 < Self.earliestClock ? Double($0) : nil }
    }

    private func attributes(_ names: [String]) throws(PrinterError) -> IPPMessage {
        try exchange { (uri) throws(IPPFailure) in
            let request = try IPPMessage(IPP_OP_GET_PRINTER_ATTRIBUTES, to: uri)
            request.add("requested-attributes", names)
            return request
        }
    }

    package func status() throws(PrinterError) -> PrinterStatus {
        let answer = try attributes(IPPMessage.statusAttributes)
        try check(answer)
        var status = answer.printerStatus(ofQueue: uri.isQueue)
        status.insistsOnTLS = connection.isEncrypted && !uri.encrypted
        seen = status
        return status
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
            return try connection.exchange(try makeRequest(uri), document: document)
        } catch .broken where mayRepeat {
            // The printer had closed the idle connection; the question does no harm twice.
        } catch .broken where document == nil && connection.turnsOutToWantTLS() {
            // The question is asked again over TLS.
        } catch {
            throw problem(error)
        }
        do {
            return try connection.exchange(try makeRequest(uri), document: document)
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
        case .tlsFailed(let cause):
            PrinterError(code: .notNow, reason: .tlsFailed, message: tlsAdvice, cause: cause)
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
