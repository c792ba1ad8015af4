// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import KioskHTTP
import Meters
import Printing
import SQLiteStore

/// Puts together what `/metrics` shows.
///
/// Labels are kinds, roles, routes and the identifiers of `event.toml`: nobody's data, and no more series than those.
struct MetricsPage: Sendable {
    let store: SQLiteStore
    let kiosk: KioskMeters
    let board: PrinterBoard
    let printers: [PrinterID]
    let event: Event
    let database: URL
    /// `nil` where none are made on a schedule.
    let backups: BackupStanding?

    func exposition() async throws -> Exposition {
        var page = Exposition()
        page.gauge(
            "lanyard_build_info", "Which Lanyard this is.", [.init([("version", Release.version)], 1)])
        let figures = try await store.figures()
        writeJournal(figures, to: &page)
        writePeople(figures, to: &page)
        writePrinting(figures, to: &page)
        writeStations(figures, to: &page)
        kiosk.write(to: &page)
        ProcessFigures.write(to: &page)
        return page
    }

    private func writeJournal(_ figures: StoreFigures, to page: inout Exposition) {
        page.counter("lanyard_facts_total", "Facts in the journal.", Self.samples("kind", figures.facts))
        page.counter(
            "lanyard_refusals_total", "Badges that doors refused.", Self.samples("reason", figures.refusals))
        let meters = store.meters
        page.histogram(
            "lanyard_commit_duration_seconds", "How long commits took until they were on the disk.",
            [([], meters.commitSeconds.reading)])
        page.histogram(
            "lanyard_commit_decisions", "How many decisions shared a commit.", [([], meters.commitDecisions.reading)])
        page.counter(
            "lanyard_commits_failed_total", "Commits that were refused.", [.init([], meters.failedCommits.value)])
        page.gauge(
            "lanyard_decisions_waiting", "Decisions that wait for the writer.", [.init([], store.waitingDecisions)])
        page.gauge(
            "lanyard_database_bytes", "The database and its write-ahead log.",
            [.init([("part", "main")], figures.databaseBytes), .init([("part", "log")], figures.logBytes)])
        if let free = Disk.freeBytes(at: database.deletingLastPathComponent()) {
            page.gauge("lanyard_disk_free_bytes", "Free on the database's disk.", [.init([], free)])
        }
        if let backups {
            page.gauge(
                "lanyard_backup_in_trouble", "1 while no backup can be made.", [.init([], backups.isInTrouble ? 1 : 0)])
            page.gauge(
                "lanyard_backup_last_timestamp_seconds", "When the newest backup was made, in seconds since 1970.",
                [backups.lastMade].compactMap { $0.map { .init([], $0.timeIntervalSince1970) } })
        }
        page.gauge(
            "lanyard_webhook_behind", "Announcements that a webhook has still to be told.",
            figures.webhooks.map { .init([("webhook", $0.webhook)], $0.behind) })
        page.gauge(
            "lanyard_webhook_in_trouble", "1 while a webhook's receiver does not take them.",
            figures.webhooks.map { .init([("webhook", $0.webhook)], $0.isInTrouble ? 1 : 0) })
        page.counter(
            "lanyard_webhook_skipped_total", "Announcements that a receiver refused for good.",
            figures.webhooks.map { .init([("webhook", $0.webhook)], $0.skipped) })
    }

    private func writePeople(_ figures: StoreFigures, to page: inout Exposition) {
        let report = store.report
        page.gauge(
            "lanyard_registrations", "People on the list, by status.", Self.samples("status", figures.registrations))
        page.gauge("lanyard_checked_in", "People who are checked in.", [.init([], report.checkedIn)])
        page.gauge("lanyard_building_people", "People in the building.", [.init([], report.building)])
        page.gauge(
            "lanyard_place_people", "People inside, by place.",
            report.lines.map { .init([("place", $0.place.rawValue)], $0.count.inside) })
        page.gauge(
            "lanyard_place_capacity", "How many fit, by place.",
            event.places.map { .init([("place", $0.id.rawValue)], $0.capacity) })
    }

    private func writePrinting(_ figures: StoreFigures, to page: inout Exposition) {
        page.gauge(
            "lanyard_print_jobs", "Print jobs, by printer and state; what waits is queued, sending or printing.",
            figures.printJobs.map { .init([("printer", $0.printer), ("state", $0.state)], $0.count) })
        let standings = printers.map { ($0.rawValue, board.standing(of: $0)) }
        page.gauge(
            "lanyard_printer_fit", "1 while a badge would come out of it.",
            standings.map { .init([("printer", $0)], $1.isFit ? 1 : 0) })
        page.gauge(
            "lanyard_printer_state", "How each printer stands.",
            standings.map { .init([("printer", $0), ("state", $1.state.rawValue)], 1) })
        page.gauge(
            "lanyard_printer_reason", "What is wrong with a printer, in IPP's words.",
            standings.flatMap { printer, standing in
                Set(standing.reasons.map(\.knownKeyword)).sorted().map {
                    .init([("printer", printer), ("reason", $0)], 1)
                }
            })
        page.gauge(
            "lanyard_printer_labels_left", "Labels left in a printer, where that is known.",
            standings.compactMap { printer, standing in
                standing.labelsLeft.map { .init([("printer", printer)], $0) }
            })
    }

    private func writeStations(_ figures: StoreFigures, to page: inout Exposition) {
        page.gauge(
            "lanyard_stations", "Stations, by role.", figures.stations.map { .init([("role", $0.role)], $0.count) })
        page.gauge(
            "lanyard_stations_paired", "Stations that a screen holds, by role.",
            figures.stations.map { .init([("role", $0.role)], $0.paired) })
    }

    private static func samples(_ label: String, _ values: [String: Int]) -> [Exposition.Sample] {
        values.sorted { $0.key < $1.key }.map { .init([(label, $0.key)], $0.value) }
    }
}
