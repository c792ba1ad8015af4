// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// What comes out of a printer.
package enum PrintSubject: Hashable, Sendable {
    case badge(BadgeSerial)
    /// A session's card for the whiteboard.
    case card(SessionID)
}

/// One badge, or one session's card, on its way to paper.
package struct PrintJob: Equatable, Sendable, Identifiable {
    /// Also the IPP `job-name`, by which the job is found again at the printer.
    package let id: PrintJobID
    package let subject: PrintSubject
    /// Where it may come out, and what makes the badge an activated one.
    package let order: PrintOrder
    /// Where it is to come out now.
    package let printer: PrinterID
    package let createdAt: Date
    package var state: State

    /// A job for `printer`, or for the first of the order's route.
    package init(
        id: PrintJobID, subject: PrintSubject, order: PrintOrder, printer: PrinterID? = nil, createdAt: Date,
        state: State
    ) {
        self.id = id
        self.subject = subject
        self.order = order
        self.printer = printer ?? order.route.first
        self.createdAt = createdAt
        self.state = state
    }
}

extension PrintJob {
    /// How far the job got.
    ///
    /// What is on record survives a crash, so each state says what may have happened since.
    package enum State: Equatable, Sendable {
        /// Not at the printer; `reasons` are the last try's.
        case queued(reasons: [PrinterReason] = [])
        /// A request may have reached the printer since then: to be looked up there before anything else.
        ///
        /// `reasons` are why that could not be done yet.
        case sending(since: Date, reasons: [PrinterReason] = [])
        /// The printer took it under this number; `reasons` are what holds it up.
        case printing(PrinterJobNumber, reasons: [PrinterReason] = [])
        /// The printer says that it is done.
        case printed(at: Date)
        /// The printer, or the badge itself, says that it will never be done.
        case failed(reasons: [PrinterReason])
        /// Nothing can tell but a look into the tray.
        case unknown(since: Date)
    }

    package var activation: BadgeActivation { order.activation }
    package var route: PrinterRoute { order.route }

    /// Whether the spooler has something to do.
    package var isUnfinished: Bool {
        switch state {
        case .queued, .sending, .printing: true
        case .printed, .failed, .unknown: false
        }
    }
}

/// The number that a printer or a CUPS queue gave to a job.
package struct PrinterJobNumber: Hashable, Sendable {
    package let rawValue: Int

    package init(_ rawValue: Int) {
        self.rawValue = rawValue
    }
}

// MARK: - As columns

extension PrintJob.State {
    /// The state's name as it stands in a database and in JSON.
    package var name: String {
        switch self {
        case .queued: "queued"
        case .sending: "sending"
        case .printing: "printing"
        case .printed: "printed"
        case .failed: "failed"
        case .unknown: "unknown"
        }
    }

    package var number: PrinterJobNumber? {
        guard case .printing(let number, _) = self else { return nil }
        return number
    }

    package var reasons: [PrinterReason] {
        switch self {
        case .queued(let reasons), .sending(_, let reasons), .printing(_, let reasons), .failed(let reasons): reasons
        case .printed, .unknown: []
        }
    }

    /// Since when, or when.
    package var date: Date? {
        switch self {
        case .sending(let date, _), .printed(let date), .unknown(let date): date
        case .queued, .printing, .failed: nil
        }
    }

    /// The state that these parts describe, or `nil` when they describe none.
    package init?(name: String, number: PrinterJobNumber?, reasons: [PrinterReason], date: Date?) {
        switch (name, number, date) {
        case ("queued", _, _): self = .queued(reasons: reasons)
        case ("sending", _, let date?): self = .sending(since: date, reasons: reasons)
        case ("printing", let number?, _): self = .printing(number, reasons: reasons)
        case ("printed", _, let date?): self = .printed(at: date)
        case ("failed", _, _): self = .failed(reasons: reasons)
        case ("unknown", _, let date?): self = .unknown(since: date)
        default: return nil
        }
    }
}
