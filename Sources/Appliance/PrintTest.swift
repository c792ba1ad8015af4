// SPDX-License-Identifier: Apache-2.0

import CUPSPrinting
import Conference
import Foundation
import FrontDesk
import Printing

/// Prints a test badge and follows it to its end.
///
/// No door accepts it: its serial is not on record.
package struct PrintTest {
    private let setup: ApplianceSetup
    /// A printer that tells nothing for so long may be one that nobody hears, such as a queue whose printer is away.
    private static let quietTime = Duration.seconds(5)

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// Tells `report` how far it is; throws when the badge does not come out, or not within `patience`.
    package func run(on printer: String, patience: Duration? = nil, report: (String) -> Void) async throws {
        guard let settings = setup.eventFile.printers.first(where: { $0.id.rawValue == printer }) else {
            let ids = setup.eventFile.printers.map(\.id.rawValue).joined(separator: ", ")
            throw ApplianceError("event.toml has no printer '\(printer)'. It has: \(ids).")
        }
        let device = try settings.device()
        do {
            let document = try await document(as: try await device.wantedForm())
            let number = try await device.submit(document)
            report("\(settings.name) took it as job \(number.rawValue).")
            let end = patience.map { ContinuousClock.now + $0 }
            try await follow(number, of: document, on: device, named: settings.name, until: end, report)
        } catch let error as PrinterError {
            throw ApplianceError(error.message, cause: error.cause)
        }
    }

    private func document(as form: PrintForm) async throws -> PrintDocument {
        let workshop = try await Workshop(setup, store: try setup.openStore(creating: true))
        let details = RegistrationDetails(fullName: "Test badge", affiliation: "print-test")
        var generator = SystemRandomNumberGenerator()
        return try await workshop.press.document(
            BadgeSerial(using: &generator), for: Registration(id: RegistrationID(), details: details), as: form,
            jobName: "print-test \(UUID().uuidString)")
    }

    private func follow(
        _ number: PrinterJobNumber, of document: PrintDocument, on device: some Printer, named name: String,
        until end: ContinuousClock.Instant?, _ report: (String) -> Void
    ) async throws {
        var told: [PrinterReason] = []
        var quietUntil: ContinuousClock.Instant? = .now + Self.quietTime
        while true {
            switch try await device.observe(number, named: document.jobName) {
            case .completed:
                report("\(name) says that it is printed.")
                return
            case .forgotten:
                report("\(name) no longer knows whether it printed. Look into its tray.")
                return
            case .ended(let reasons):
                let words = reasons.map(\.keyword).joined(separator: ", ")
                throw ApplianceError("\(name) gave the test badge up: \(words).")
            case .underWay(let reasons):
                if reasons != told, !reasons.isEmpty {
                    report("\(name) waits: \(reasons.map(\.keyword).joined(separator: ", "))")
                    quietUntil = nil
                }
                told = reasons
                if let until = quietUntil, ContinuousClock.now > until {
                    report("\(name) says nothing more yet. Look at the printer; Ctrl-C ends the waiting, not the job.")
                    quietUntil = nil
                }
                if let end, ContinuousClock.now > end {
                    let words = reasons.isEmpty ? "" : ": \(reasons.map(\.keyword).joined(separator: ", "))"
                    throw ApplianceError("The test badge has not come out of \(name)\(words). Look at the printer.")
                }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }
}
