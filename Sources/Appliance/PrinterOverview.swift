// SPDX-License-Identifier: Apache-2.0

import CUPSPrinting
import Printing

/// The event's printers with what they say of themselves, and the queues that CUPS offers.
package struct PrinterOverview {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    package func lines() async throws -> [String] {
        var lines = ["Printers of event.toml:"]
        for printer in setup.eventFile.printers {
            lines.append("  \(printer.id): \(printer.name), \(try await state(of: printer))")
        }
        let queues = PrinterDiscovery.queues()
        lines.append(queues.isEmpty ? "CUPS on this machine offers no queues." : "Queues of CUPS on this machine:")
        return lines + queues.map { "  \($0)" }
    }

    /// What is wrong with a printer, or `nil` when a badge would come out of it now.
    func trouble(of printer: PrinterSettings) async throws -> String? {
        do {
            let status = try await printer.device().status()
            guard status.acceptsJobs, status.state != .stopped, status.reasons.isEmpty else {
                return try await state(of: printer)
            }
            return nil
        } catch let error as PrinterError {
            return error.message
        }
    }

    private func state(of printer: PrinterSettings) async throws -> String {
        do {
            let status = try await printer.device().status()
            let model = status.makeAndModel.map { " (\($0))" } ?? ""
            let reasons = status.reasons.isEmpty ? "" : ": \(status.reasons.map(\.keyword).joined(separator: ", "))"
            let accepting = status.acceptsJobs ? "" : ", takes no jobs"
            return "\(status.state.rawValue)\(reasons)\(accepting)\(model)"
        } catch let error as PrinterError {
            return error.message
        }
    }
}
