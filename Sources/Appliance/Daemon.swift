// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import CUPSPrinting
import Conference
import Dispatch
import DocumentShelf
import Doors
import Foundation
import FrontDesk
import KioskHTTP
import Logging
import NIOCore
import Printing
import Programme
import SQLiteStore
import Sealing
import ServiceLifecycle
import UnixSignals
import Webhooks

/// The daemon: everything wired once, and everything that runs in one service group.
package struct Daemon {
    private let setup: ApplianceSetup

    /// How long the daemon, told to stop, waits for clients that have not finished what they began to send.
    ///
    /// What they were not answered they send again; what they were answered is on the disk.
    private static var patienceWithClients: Duration { .milliseconds(500) }
    /// How long it waits for anything at all.
    private static var patienceWithAll: DispatchTimeInterval { .milliseconds(800) }

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// Runs until SIGTERM or SIGINT; calls `onReady` once the daemon answers.
    package func run(onReady: @escaping @Sendable () -> Void) async throws {
        let lock = try DaemonLock(database: setup.appliance.database.path)
        let listening = try setup.listening(at: Date())
        let posts = try setup.webhookPosts()
        let logger = setup.logger()
        for warning in listening.warnings { logger.warning("\(warning)") }
        if !PreviewMaker().isAvailable {
            logger.warning("posters that are handed in get no picture: pdftoppm is missing; install poppler-utils")
        }
        let store = try setup.openStore(creating: true)
        if let day = await EventErasure.overdueSince(setup, store, at: Date()) {
            logger.warning("personal data are to be erased since \(day): stop the daemon and run lanyard erase")
        }
        let workshop = try await Workshop(setup, store: store)
        let board = workshop.board()
        let labels = workshop.labelKeeper(store, board: board, logger: logger)
        let lookups = LookupDesk(store: store, event: setup.event.id, verifier: workshop.key)
        try await lookups.prepare()
        let watcher = StoreWatcher(store: store, lookups: { try await lookups.prepare() }, logger: logger)
        let closer = DayCloser(
            journal: store, event: setup.event, ends: DayEnd.all(of: setup.eventFile), logger: logger, now: { Date() })
        let webhooks = WebhookDispatcher(
            posts, event: setup.event, baseURL: setup.phonesURL, store: store, logger: logger)
        let posters = PosterDesk(store: store, event: setup.event)
        let seats = SeatDesk(store: store, rules: setup.event.admission)
        let releaser = SeatReleaser(
            desk: seats, event: setup.event, logger: logger, now: { Date() })
        let meters = KioskMeters()
        let backups = BackupStanding()
        let metrics = MetricsPage(
            store: store, kiosk: meters, board: board, printers: setup.eventFile.printers.map(\.id),
            event: setup.event, database: setup.appliance.database,
            backups: setup.appliance.backup == nil ? nil : backups)
        let drawers = Drawers(pins: setup.eventFile.pins, idleSeconds: Double(setup.eventFile.drawerIdleSeconds))
        await PINLedger(drawers: drawers, journal: store).recall()
        let server = try kioskServer(
            try useCases(store, workshop, lookups, board, labels, posters, seats, backups, drawers),
            files: try KioskFiles(folder: try SharedFiles().kiosk),
            address: KioskAddress(
                host: setup.appliance.host, port: setup.appliance.port, localPort: setup.appliance.localPort),
            identity: listening.identity, authority: listening.authority,
            mostConnections: OpenFiles.allowConnections(), meters: meters, metrics: metrics.exposition, logger: logger,
            onReady: {
                SystemdNotice.tell("READY=1")
                onReady()
            })
        let backupKeeper = setup.appliance.backup.map { settings in
            BackupKeeper(
                maker: BackupMaker(setup, store: store, roster: workshop.roster), settings: settings,
                event: setup.event.id.rawValue,
                standing: backups, logger: logger, now: { Date() })
        }
        var configuration = ServiceGroupConfiguration(
            services: (backupKeeper.map { [Self.named($0)] } ?? []) + [
                Self.named(watcher), Self.named(try workshop.spooler(store, board: board, logger: logger)),
                Self.named(labels), Self.named(closer), Self.named(releaser), Self.named(webhooks),
                Self.named(BoardKeeper(store: store, posters: posters, logger: logger)), Self.named(server),
                Self.named(SystemdNotice()),
                // The last is told first.
                Self.named(LastResort(patience: Self.patienceWithAll, logger: logger)),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = Self.patienceWithClients
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch is CancellationError {
            // The patience with clients has run out.
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ApplianceError(
                "Port \(setup.ports) is in use by another program. Stop it, or choose another port "
                    + "in lanyard.toml or with --port.")
        }
        withExtendedLifetime(lock) {}
    }

    /// The group's log lines name each service: by its type, since all that it holds would be its usual name.
    private static func named(_ service: some Service) -> ServiceGroupConfiguration.ServiceConfiguration {
        .init(service: service, serviceName: "\(type(of: service))")
    }

    private func useCases(
        _ store: SQLiteStore, _ workshop: Workshop, _ lookups: LookupDesk<SQLiteStore, BadgeKey>,
        _ board: PrinterBoard, _ labels: LabelKeeper<SQLiteStore>,
        _ posters: PosterDesk<SQLiteStore>, _ seats: SeatDesk<SQLiteStore>, _ backups: BackupStanding,
        _ drawers: Drawers
    ) throws -> KioskUseCases<SQLiteStore, BadgeKey> {
        guard let assignment = setup.eventFile.printerAssignment else {
            throw ApplianceError("event.toml names no printer. Add one: [[printers]] with id, name and uri or queue.")
        }
        let event = setup.event
        let checkIns = CheckInDesk(journal: store, event: event, verifier: workshop.key)
        return KioskUseCases(
            store: store, event: event,
            printers: setup.eventFile.printers.map { NamedPrinter(id: $0.id, name: $0.name) }, board: board,
            labels: labels, assignment: assignment,
            lookups: lookups, checkIns: checkIns,
            walkIns: WalkInDesk(journal: store, rules: event.admission), seats: seats,
            meals: MealDesk(store: store, event: event), consents: ConsentDesk(journal: store),
            badges: BadgeDesk(journal: store, event: event.id, verifier: workshop.key),
            badgeTexts: BadgeTextDesk(journal: store),
            press: workshop.press, cards: workshop.cards,
            cardDesk: CardDesk(journal: store, printer: setup.eventFile.cardPrinter),
            doorkeeper: Doorkeeper(journal: store, event: event, verifier: workshop.key),
            headCounter: HeadCounter(journal: store, event: event),
            camera: DoorCamera(event: event.id, verifier: workshop.key),
            drawers: drawers, stations: StationOffice(directory: store, event: event, baseURL: setup.baseURL),
            sessions: SessionDesk(journal: store, event: event, verifier: workshop.key),
            sessionPages: SessionPages(base: setup.phonesURL), webhooks: setup.eventFile.webhooks.map(\.webhook),
            posters: posters, boardLabels: workshop.boardLabels, rosterPress: workshop.roster,
            rosterDesk: RosterDesk(store: store, event: event, checkIns: checkIns, key: workshop.key),
            attendees: AttendeeDesk(journal: store, event: event),
            notes: NoteDesk(journal: store), feedback: FeedbackDesk(journal: store), badgeVerifier: workshop.key,
            archive: PosterArchive(store: store, shelf: FileShelf(folder: setup.posterFolder)),
            phonesURL: setup.phonesURL,
            venueMap: setup.map?.svg,
            backupHealth: { [isOn = setup.appliance.backup != nil] in isOn ? backups.health : .off })
    }
}
