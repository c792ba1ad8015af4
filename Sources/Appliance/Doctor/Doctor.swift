// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Foundation
import FrontDesk
import KioskHTTP
import SQLiteStore

/// Looks the evening before at what would go wrong at the desk.
///
/// It only reads, beside a running daemon too, but for a file of its own that measures the disk, and for the test badges
/// that it is asked to print. What it says is for the operator's terminal alone: findings name people.
package struct Doctor {
    let setup: ApplianceSetup
    private let prints: Bool

    /// With `prints`, a test badge comes out of each printer.
    package init(_ setup: ApplianceSetup, prints: Bool = false) {
        self.setup = setup
        self.prints = prints
    }

    /// What is wrong and what to do.
    package struct Finding: Equatable, Sendable, Encodable {
        /// Whether the event cannot begin like this; the others are worth a look.
        package let mustBeFixed: Bool
        package let text: String

        static func mustFix(_ text: String) -> Finding { Finding(mustBeFixed: true, text: text) }
        static func hint(_ text: String) -> Finding { Finding(mustBeFixed: false, text: text) }
    }

    /// What one look came to.
    package struct Examination: Sendable, Encodable {
        package let subject: String
        /// Empty when all is well.
        package let findings: [Finding]
        /// What was seen, for eyes that want to compare.
        package var notes: [String] = []

        /// The look as it is told on a terminal.
        package var lines: [String] {
            let verdict =
                findings.isEmpty
                ? "all is well" : findings.contains(where: \.mustBeFixed) ? "must be put right" : "worth a look"
            return ["\(subject): \(verdict)"] + findings.map { "  \($0.mustBeFixed ? "!" : "-") \($0.text)" }
                + notes.map { "    \($0)" }
        }
    }

    /// Looks at everything, one thing after the other, and tells `report` of each.
    package func examine(_ report: (Examination) -> Void) async {
        let (opened, database) = await database()
        report(clock(latestRecord: await opened?.latestRecordedAt()))
        report(disk())
        report(memory())
        report(port())
        report(database)
        if let store = opened {
            for examination in await list(store) { report(examination) }
            report(await badges(store))
            report(await stations(store))
        }
        report(await printers(opened))
        if prints { report(await testBadges()) }
        report(backups())
        if !setup.eventFile.pins.isEmpty { report(pins()) }
        if let certificate = certificate(at: Date()) { report(certificate) }
        if !setup.eventFile.webhooks.isEmpty { report(webhooks()) }
    }

    /// All looks as JSON.
    package static func json(_ examinations: [Examination]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(examinations), as: UTF8.self)
    }
}

// MARK: - What event.toml names

extension Doctor {
    /// Their tokens have to be there, and nobody else's to read; nothing is sent.
    private func webhooks() -> Examination {
        var findings: [Finding] = []
        do {
            _ = try setup.webhookPosts()
        } catch {
            findings.append(.mustFix(error.description))
        }
        return Examination(subject: "\(setup.eventFile.webhooks.count) webhooks", findings: findings)
    }

    private func pins() -> Examination {
        let names = setup.eventFile.pins.holdersOfGuessablePINs.map(\.name)
        let findings = names.map {
            Finding.mustFix(
                "The PIN of “\($0)” is one that people try first, or the sample's, which everybody knows. "
                    + "Choose another under [[pins]].")
        }
        return Examination(subject: "PINs", findings: findings)
    }
}

// MARK: - What is in the database

extension Doctor {
    /// The store, where it can be opened, and what is to be said of it.
    private func database() async -> (SQLiteStore?, Examination) {
        let subject = "Database"
        do {
            let store = try setup.openStore()
            var findings = try await store.damages().map {
                Finding.mustFix("\($0) Keep a copy of the file and restore a backup.")
            }
            let verification = try await store.verify()
            findings += verification.problems.map {
                .mustFix("\($0) Keep a copy of the file; lanyard verify tells more.")
            }
            let people = try await store.registrations().count { !$0.isErased }
            let notes = ["\(verification.factCount) facts, \(people) people on the list"]
            return (store, Examination(subject: subject, findings: findings, notes: notes))
        } catch {
            return (nil, Examination(subject: subject, findings: [.mustFix(Self.words(for: error))]))
        }
    }

    private func list(_ store: SQLiteStore) async -> [Examination] {
        do {
            let check = ListCheck(try await store.registrations().filter { !$0.isErased })
            return [Examination(subject: "List of \(check.count) people", findings: check.findings)]
        } catch {
            return [Examination(subject: "List", findings: [.mustFix(Self.words(for: error))])]
        }
    }

    /// Draws everybody's badge, so that a letter that no font has is seen before its owner sees it.
    private func badges(_ store: SQLiteStore) async -> Examination {
        do {
            let press = try await Workshop(setup, store: store).press
            let people = try await store.registrations().filter { !$0.isErased }
            var findings: [Finding] = []
            for person in people {
                let remarks = try await press.remarks(for: person)
                guard !remarks.isEmpty else { continue }
                findings.append(BadgeFinding(person, remarks).finding)
            }
            return Examination(subject: "Badges of \(people.count) people", findings: findings)
        } catch {
            return Examination(subject: "Badges", findings: [.mustFix(Self.words(for: error))])
        }
    }

    private func stations(_ store: SQLiteStore) async -> Examination {
        do {
            let check = StationCheck(listings: try await store.stations(), places: setup.event.places, now: Date())
            return Examination(subject: "Stations", findings: check.findings, notes: check.notes)
        } catch {
            return Examination(subject: "Stations", findings: [.mustFix(Self.words(for: error))])
        }
    }

    static func words(for error: any Error) -> String {
        switch error {
        case let error as ApplianceError: error.description
        case let error as StoreError: error.message
        default: "It could not be looked at (\(type(of: error)))."
        }
    }
}
