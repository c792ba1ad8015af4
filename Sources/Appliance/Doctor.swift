// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Conference
import Foundation
import FrontDesk
import KioskHTTP
import SQLiteStore

/// Looks the evening before at what would go wrong at the desk.
package struct Doctor {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// What one look came to, for the operator's terminal alone: findings name people.
    package struct Examination {
        package let subject: String
        /// What is wrong and what to do; empty when all is well.
        package let findings: [String]
    }

    /// Looks at everything, one thing after the other.
    package func examine(_ report: (Examination) -> Void) async throws {
        report(try await badges())
        report(try await printers())
        if setup.speaksHTTPS { report(certificate()) }
        if !setup.eventFile.webhooks.isEmpty { report(webhooks()) }
    }

    /// Their tokens have to be there, and nobody else's to read; nothing is sent.
    private func webhooks() -> Examination {
        var findings: [String] = []
        do {
            _ = try setup.webhookPosts()
        } catch {
            findings.append(error.description)
        }
        return Examination(subject: "\(setup.eventFile.webhooks.count) webhooks", findings: findings)
    }

    /// Browsers have to take the certificate now and until the event's last day has ended.
    private func certificate() -> Examination {
        let end = DayEnd.all(of: setup.eventFile).last?.at
        var findings: [String] = []
        do {
            let identity = try setup.listening(at: Date()).identity
            let moments = [Date(), max(Date(), end ?? Date())]
            if let trouble = moments.lazy.compactMap({ identity?.trouble(at: $0) }).first { findings.append(trouble) }
        } catch {
            findings.append(error.description)
        }
        return Examination(subject: "Certificate", findings: findings)
    }

    private func badges() async throws -> Examination {
        let store = try setup.openStore()
        let workshop = try await Workshop(setup, store: store)
        var findings: [String] = []
        let people = try await store.registrations()
        for person in people {
            let remarks = try await workshop.press.remarks(for: person)
            guard !remarks.isEmpty else { continue }
            let code = person.details.orderCode ?? person.id.description
            let words = remarks.map(\.description).joined(separator: "; ")
            findings.append(
                "\(code)  \(person.details.badgeName): \(words). Shorten it in the list, or choose a larger template.")
        }
        return Examination(subject: "Badges of \(people.count) people", findings: findings)
    }

    private func printers() async throws -> Examination {
        let overview = PrinterOverview(setup)
        var findings: [String] = []
        for printer in setup.eventFile.printers {
            if let trouble = try await overview.trouble(of: printer) { findings.append("\(printer.name): \(trouble)") }
        }
        if setup.eventFile.printers.isEmpty {
            findings.append("event.toml names no printer. Add one under [[printers]].")
        }
        return Examination(subject: "\(setup.eventFile.printers.count) printers", findings: findings)
    }
}
