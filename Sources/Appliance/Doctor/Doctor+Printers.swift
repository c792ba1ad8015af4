// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Printing
import SQLiteStore

extension Doctor {
    /// Each printer, and whether the labels will do for all who are still to come.
    func printers(_ store: SQLiteStore?) async -> Examination {
        let printers = setup.eventFile.printers
        let subject = "\(printers.count) printers"
        guard !printers.isEmpty else {
            return Examination(
                subject: subject, findings: [.mustFix("event.toml names no printer. Add one under [[printers]].")])
        }
        let overview = PrinterOverview(setup)
        let counts = await store?.read { $0.labels } ?? [:]
        var findings: [Finding] = []
        var notes: [String] = []
        var left: [Int?] = []
        for printer in printers {
            do {
                let look = try await overview.look(at: printer, count: counts[printer.id])
                if let trouble = look.trouble { findings.append(.mustFix("\(printer.name): \(trouble)")) }
                if look.labels?.isLow == true, let left = look.labels?.left {
                    findings.append(.hint("\(printer.name): \(left) labels are left. Have a roll ready."))
                }
                if let left = look.labels?.left { notes.append("\(printer.name): \(left) labels left") }
                if printer.id != setup.eventFile.cardPrinter { left.append(look.labels?.left) }
            } catch {
                findings.append(.mustFix("\(printer.name): \(Self.words(for: error))"))
            }
        }
        if let shortage = await shortage(of: left, store) { findings.append(shortage) }
        return Examination(subject: subject, findings: findings, notes: notes)
    }

    /// Told only where it is known of each printer how much it holds.
    private func shortage(of left: [Int?], _ store: SQLiteStore?) async -> Finding? {
        guard let store, !left.isEmpty, !left.contains(nil) else { return nil }
        let printed = await store.read { state in
            Set(state.badges.values.filter { $0.printedAt != nil && $0.revocation == nil }.map(\.registration))
        }
        // Where the list cannot be read, the look at the list says so.
        let people = (try? await store.registrations()) ?? []
        let waiting = people.count {
            $0.details.status == .accepted && !$0.isErased && !printed.contains($0.id)
        }
        let labels = left.compactMap(\.self).reduce(0, +)
        guard labels < waiting else { return nil }
        return .hint(
            "\(labels) labels are in the printers, and \(waiting) people are to get a badge. Have \(waiting - labels) more "
                + "ready, and some for those that are printed again.")
    }

    /// Prints a badge on each printer and asks it what became of that.
    func testBadges() async -> Examination {
        var findings: [Finding] = []
        var notes: [String] = []
        for printer in setup.eventFile.printers {
            do {
                try await PrintTest(setup).run(on: printer.id.rawValue, patience: .seconds(60)) { notes.append($0) }
            } catch {
                findings.append(.mustFix("\(printer.name): \(Self.words(for: error))"))
            }
        }
        if findings.isEmpty { notes.append("Scan each test badge at the desk: it has to be read, and refused.") }
        return Examination(subject: "Test badges", findings: findings, notes: notes)
    }
}
