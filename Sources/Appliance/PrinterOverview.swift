// SPDX-License-Identifier: Apache-2.0

import CUPSPrinting
import Conference
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

    /// What one look at a printer came to.
    struct Look {
        /// What is wrong, or `nil` when a badge would come out of it now.
        let trouble: String?
        /// `nil` while it does not answer.
        var labels: LabelReckoning?
    }

    /// Asks a printer how it stands; `count` is what the journal says of its labels.
    func look(at printer: PrinterSettings, count: LabelCount?) async throws -> Look {
        do {
            let device = try printer.device()
            let status = try await device.status()
            let labels = LabelReckoning(roll: printer.labels, count: count, status: status)
            let remarks = try await remarks(on: printer, device, status)
            // Low is said by the count of the labels.
            let reasons = status.reasons.filter { $0 != .mediaLow }
            guard status.acceptsJobs, status.state != .stopped, reasons.isEmpty, remarks.isEmpty else {
                let advice = reasons.compactMap(\.advice)
                let trouble = ([Self.describe(status, remarks)] + advice).joined(separator: ". ")
                return Look(trouble: trouble, labels: labels)
            }
            return Look(trouble: nil, labels: labels)
        } catch let error as PrinterError {
            return Look(trouble: error.message)
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

extension PrinterReason {
    /// What the operator does about it, for those that hold up most often; docs/printers.md has them all.
    fileprivate var advice: String? {
        switch keyword {
        case "media-empty", "media-needed": "Put in a roll."
        case "media-jam": "Open it and take the label out."
        case "cover-open", "door-open": "Close it."
        case "paused", "stopped": "sudo cupsenable <queue>, if it is a queue of CUPS."
        case "not-accepting-jobs": "sudo cupsaccept <queue>, if it is a queue of CUPS."
        case "marker-supply-empty", "toner-empty": "Put in a new one."
        default: nil
        }
    }
}
