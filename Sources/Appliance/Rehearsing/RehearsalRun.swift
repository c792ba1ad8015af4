// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import Printing
package import Rehearsal
import SQLiteStore
import UnixSignals

/// Rehearses an event: made-up arrivals go through a real daemon, printers and doors, on a copy that is removed again.
package struct RehearsalRun: Sendable {
    private let setup: ApplianceSetup
    private let options: RehearsalOptions

    package init(_ setup: ApplianceSetup, options: RehearsalOptions) {
        self.setup = setup
        self.options = options
    }

    /// What a rehearsal came to.
    package struct Outcome: Sendable {
        package let report: RehearsalReport
        /// The folder with the copy, where it was to be kept.
        package let folder: String?
    }

    /// Says how far it is by `tell`; leaves nothing behind, also when it fails or is told to stop.
    package func run(tell: @escaping @Sendable (String) -> Void) async throws -> Outcome {
        guard !setup.eventFile.printers.isEmpty else {
            throw ApplianceError("event.toml names no printer. Add one: [[printers]] with id, name and uri or queue.")
        }
        if options.printers == .virtual { try RehearsalStage.checkVirtualPrinters() }
        let people = try await setup.openStore().registrations().filter { !$0.isErased }
        let stage = try RehearsalStage()
        do {
            let report = try await unlessStopped { try await play(people, on: stage, tell) }
            stage.clear(keeping: options.keeps)
            return Outcome(report: report, folder: options.keeps ? stage.folder.path : nil)
        } catch {
            let words = stage.lastWords
            stage.clear(keeping: options.keeps)
            guard let words, !(error is RehearsalStopped) else { throw error }
            throw ApplianceError("The rehearsal broke off: \(error)", cause: words)
        }
    }

    /// Ctrl-C ends the work, so that what comes after it still happens.
    private func unlessStopped(
        _ work: @escaping @Sendable () async throws -> RehearsalReport
    ) async throws -> RehearsalReport {
        try await withThrowingTaskGroup(of: RehearsalReport?.self) { group in
            let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
            group.addTask { try await work() }
            group.addTask {
                for await _ in signals { throw RehearsalStopped() }
                return nil
            }
            defer { group.cancelAll() }
            while let report = try await group.next() {
                if let report { return report }
            }
            throw RehearsalStopped()
        }
    }

    private func play(
        _ people: [Registration], on stage: RehearsalStage, _ tell: @escaping @Sendable (String) -> Void
    ) async throws -> RehearsalReport {
        var chance = Chance(seed: options.seed)
        let list = RehearsalList(people, for: options.arrivals, namesakes: options.namesakes, &chance)
        let cast = Cast(options.arrivals, of: list.guests, rules: options.rules, &chance)
        let copy = try await RehearsalCopy(
            of: setup, in: stage.folder, people: list.people, printers: options.printers)
        let played = try await RehearsalPlay(copy: copy, cast: cast, options: options).run(on: stage, tell)
        tell("Forecasting the line with \(options.desks.map(String.init).joined(separator: ", ")) desks.")
        return report(list, played, copy)
    }

    private func report(_ list: RehearsalList, _ played: RehearsalPlay.Played, _ copy: RehearsalCopy) -> RehearsalReport
    {
        let times = ServiceTimes(pace: options.pace, handlings: played.handlings)
        let forecaster = LineForecaster(curve: options.curve, arrivals: options.arrivals, times: times)
        let forecasts = options.desks.map {
            forecaster.forecast(printers: printers(ofDesks: $0), seed: options.seed &+ UInt64($0))
        }
        let notes = played.notes
        let uses = setup.eventFile.printers.map { printer in
            let prints = notes.prints[printer.id.rawValue] ?? .init()
            return RehearsalReport.PrinterUse(
                name: printer.name, printed: prints.printed, heldUp: prints.heldUp, longestHold: prints.longestHold,
                roll: printer.labels.full)
        }
        let labels = RehearsalReport.LabelNeed(
            rehearsed: uses.reduce(0) { $0 + $1.printed }, seats: list.seats, rules: options.rules)
        let seconds = played.handlings.compactMap(\.printing)
        return RehearsalReport(
            event: setup.event.name,
            day: Self.now, seed: options.seed, curve: options.curve, expected: options.arrivals, pace: options.pace,
            assumedPrinting: options.printers == .virtual ? options.printSeconds : nil, times: times,
            people: RehearsalFindings.figures(notes),
            measured: [
                .init("Look-up", notes.lookups), .init("Check-in", notes.checkIns),
                .init("From the check-in to the badge", notes.printing), .init("Scan at a door", notes.scans),
            ],
            forecasts: forecasts, printers: uses, labels: labels, scans: notes.scans,
            findings: RehearsalFindings(
                notes: notes, uses: uses, labels: labels, papers: played.papers, held: played.heldBack,
                forecasts: forecasts, printing: seconds
            ).all)
    }

    /// As people write it.
    private static var now: String {
        let style = Date.ISO8601FormatStyle(dateTimeSeparator: .space).year().month().day()
        return Date().formatted(style.dateTimeSeparator(.space).time(includingFractionalSeconds: false)) + " UTC"
    }

    /// The number of each desk's own printer, by the event file.
    private func printers(ofDesks count: Int) -> [Int] {
        (1...count).map { number in
            let order = setup.eventFile.printerAssignment?.order(forDesk: RehearsalPlay.deskName(number))
            return setup.eventFile.printers.firstIndex { $0.id == order?.route.first } ?? 0
        }
    }
}

/// Somebody ended the rehearsal.
package struct RehearsalStopped: Error, CustomStringConvertible {
    package var description: String { "The rehearsal was stopped; what it had made is removed." }
}
