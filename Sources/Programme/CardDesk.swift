// SPDX-License-Identifier: Apache-2.0

package import Conference

import struct Foundation.Date

/// Orders sessions' cards for the whiteboard on paper.
package struct CardDesk<Store: Journal>: Sendable {
    private let journal: Store
    private let order: PrintOrder?
    private let now: @Sendable () -> Date

    /// Without a `printer` no card is printed.
    package init(journal: Store, printer: PrinterID?) {
        self.journal = journal
        // Nobody scans a card to make it count.
        order = printer.map { PrintOrder(PrinterRoute($0), activation: .printed) }
        now = { Date() }
    }

    /// Whether cards can be printed at all.
    package var prints: Bool { order != nil }

    package enum Outcome: Equatable, Sendable {
        case requested(PrintJobID)
        case noPrinter
        case unknownSession
        case requestUsedBefore
    }

    /// Puts a print job of the session's card on record; the same request again is the same job.
    package func print(
        _ session: SessionID, request: FactID, at station: StationID
    ) async throws -> Outcome {
        guard let order else { return .noPrinter }
        let now = now()
        return try await journal.decide { context in
            if let known = try context.fact(request) {
                guard case .cardRequested(let job, session, _) = known.event else {
                    return Decision(answer: .requestUsedBefore)
                }
                return Decision(answer: .requested(job))
            }
            guard context.state.sessions[session] != nil else { return Decision(answer: .unknownSession) }
            let job = PrintJobID()
            let fact = Fact(id: request, at: now, station: station, .cardRequested(job, of: session, order))
            return Decision(recording: [fact], answer: .requested(job))
        }
    }
}
