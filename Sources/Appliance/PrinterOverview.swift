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
            let device = try printer.device()
            let status = try await device.status()
            let remarks = try await remarks(on: printer, device, status)
            guard status.acceptsJobs, status.state != .stopped, status.reasons.isEmpty, remarks.isEmpty else {
                return Self.describe(status, remarks)
            }
            return nil
        } catch let error as PrinterError {
            return error.message
        }
    }

    private func state(of printer: PrinterSettings) async throws -> String {
        do {
            let device = try printer.device()
            let status = try await device.status()
            return Self.describe(status, try await remarks(on: printer, device, status))
        } catch let error as PrinterError {
            return error.message
        }
    }

    private static func describe(_ status: PrinterStatus, _ remarks: [String]) -> String {
        let model = status.makeAndModel.map { " (\($0))" } ?? ""
        let reasons = status.reasons.isEmpty ? "" : ": \(status.reasons.map(\.keyword).joined(separator: ", "))"
        let accepting = status.acceptsJobs ? "" : ", takes no jobs"
        return (["\(status.state.rawValue)\(reasons)\(accepting)\(model)"] + remarks).joined(separator: ". ")
    }

    /// What the operator should change, though the printer itself is well.
    private func remarks(
        on printer: PrinterSettings, _ device: IPPPrinter, _ status: PrinterStatus
    ) async throws -> [String] {
        var remarks: [String] = []
        if status.insistsOnTLS {
            remarks.append("It is reached over TLS alone: write ipps:// in event.toml")
        }
        do {
            _ = try await device.wantedForm()
        } catch {
            remarks.append(error.message)
        }
        let badges = try Workshop.badgeSizes(setup)
        let card = printer.id == setup.eventFile.cardPrinter ? try Workshop.cardSize(setup) : nil
        if let ready = status.readySizes, !(badges + [card].compactMap(\.self)).contains(where: status.hasReady) {
            let cards = card.map { ", and the cards \($0)" } ?? ""
            remarks.append("In it are labels of \(Self.list(ready)), and the badges are \(Self.list(badges))\(cards)")
        }
        return remarks
    }

    private static func list(_ sizes: [MediaSize]) -> String { sizes.map(\.description).joined(separator: ", ") }
}
