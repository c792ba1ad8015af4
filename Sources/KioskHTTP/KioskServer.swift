// SPDX-License-Identifier: Apache-2.0

package import Conference
package import Doors
package import FrontDesk
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
package import Meters
package import Printing
package import Programme
package import ServiceLifecycle

package import struct Foundation.Date

/// What the routes call.
package struct KioskUseCases<Store: KioskStore, Key: BadgeSigner>: Sendable {
    let store: Store
    let event: Event
    let printers: [NamedPrinter]
    let board: PrinterBoard
    let labels: LabelKeeper<Store>
    let assignment: PrinterAssignment
    let lookups: LookupDesk<Store, Key>
    let checkIns: CheckInDesk<Store, Key>
    let walkIns: WalkInDesk<Store>
    let seats: SeatDesk<Store>
    let meals: MealDesk<Store>
    let consents: ConsentDesk<Store>
    let badges: BadgeDesk<Store, Key>
    let badgeTexts: BadgeTextDesk<Store>
    let press: BadgePress<Store, Key>
    let cards: SessionCardPress
    let cardDesk: CardDesk<Store>
    let doorkeeper: Doorkeeper<Store, Key>
    let headCounter: HeadCounter<Store>
    let camera: DoorCamera<Key>
    let drawers: Drawers
    let stations: StationOffice<Store>
    let sessions: SessionDesk<Store, Key>
    /// Who is told what becomes of the sessions.
    let webhooks: [Webhook]
    let posters: PosterDesk<Store>
    let sessionPages: SessionPages
    let archive: PosterArchive<Store>
    let boardLabels: BoardLabelPress<Store>
    let rosterPress: RosterPress<Store, Key>
    let rosterDesk: RosterDesk<Store, Key>
    let attendees: AttendeeDesk<Store>
    let notes: NoteDesk<Store>
    let feedback: FeedbackDesk<Store>
    /// Tells whose badge a phone shows.
    let badgeVerifier: Key
    /// Where attendees' phones find the pages that are for them.
    let phonesURL: String
    /// The venue's map as SVG that is safe to show.
    let venueMap: [UInt8]?
    let backupHealth: @Sendable () -> BackupHealth

    package init(
        store: Store, event: Event, printers: [NamedPrinter], board: PrinterBoard,
        labels: LabelKeeper<Store>, assignment: PrinterAssignment,
        lookups: LookupDesk<Store, Key>, checkIns: CheckInDesk<Store, Key>, walkIns: WalkInDesk<Store>,
        seats: SeatDesk<Store>, meals: MealDesk<Store>, consents: ConsentDesk<Store>,
        badges: BadgeDesk<Store, Key>, badgeTexts: BadgeTextDesk<Store>,
        press: BadgePress<Store, Key>, cards: SessionCardPress, cardDesk: CardDesk<Store>,
        doorkeeper: Doorkeeper<Store, Key>,
        headCounter: HeadCounter<Store>, camera: DoorCamera<Key>, drawers: Drawers,
        stations: StationOffice<Store>,
        sessions: SessionDesk<Store, Key>, sessionPages: SessionPages, webhooks: [Webhook], posters: PosterDesk<Store>,
        boardLabels: BoardLabelPress<Store>, rosterPress: RosterPress<Store, Key>, rosterDesk: RosterDesk<Store, Key>,
        attendees: AttendeeDesk<Store>, notes: NoteDesk<Store>,
        feedback: FeedbackDesk<Store>, badgeVerifier: Key, archive: PosterArchive<Store>, phonesURL: String,
        venueMap: [UInt8]?, backupHealth: @escaping @Sendable () -> BackupHealth
    ) {
        self.store = store
        self.event = event
        self.printers = printers
        self.board = board
        self.labels = labels
        self.assignment = assignment
        self.lookups = lookups
        self.checkIns = checkIns
        self.walkIns = walkIns
        self.seats = seats
        self.meals = meals
        self.consents = consents
        self.badges = badges
        self.badgeTexts = badgeTexts
        self.press = press
        self.cards = cards
        self.cardDesk = cardDesk
        self.doorkeeper = doorkeeper
        self.headCounter = headCounter
        self.camera = camera
        self.drawers = drawers
        self.stations = stations
        self.sessions = sessions
        self.webhooks = webhooks
        self.posters = posters
        self.sessionPages = sessionPages
        self.archive = archive
        self.boardLabels = boardLabels
        self.rosterPress = rosterPress
        self.rosterDesk = rosterDesk
        self.attendees = attendees
        self.notes = notes
        self.feedback = feedback
        self.badgeVerifier = badgeVerifier
        self.phonesURL = phonesURL
        self.venueMap = venueMap
        self.backupHealth = backupHealth
    }
}

/// Everything that the HTTP routes need of a store.
package typealias KioskStore = AnnouncementLedger & Journal & OccupancySource & PrintJobHistory & PrintJobStore
    & ProgrammeLibrary & Roster & StationDirectory

/// A printer as desks speak of it.
package struct NamedPrinter: Equatable, Sendable, Identifiable {
    package let id: PrinterID
    package let name: String

    package init(id: PrinterID, name: String) {
        self.id = id
        self.name = name
    }
}

/// Where the daemon listens.
package struct KioskAddress: Equatable, Sendable {
    package let host: String
    package let port: Int
    /// A port of the loopback address alone, on which a browser of this machine needs no certificate.
    package let localPort: Int?

    package init(host: String, port: Int, localPort: Int? = nil) {
        self.host = host
        self.port = port
        self.localPort = localPort
    }
}

/// Makes the HTTP server with all its routes; `onReady` is called once it listens.
///
/// With an identity it speaks HTTPS alone, but for the local port, and cookies go over nothing else.
/// `meters` count what it does, and `metrics` makes the page that shows them.
/// The server carries the feed that its event streams read, so that both end together.
package func kioskServer<Store: KioskStore, Key: BadgeSigner>(
    _ useCases: KioskUseCases<Store, Key>, files: KioskFiles, address: KioskAddress, identity: TLSIdentity?,
    authority: TrustAnchor?, mostConnections: Int, meters: KioskMeters,
    metrics: @escaping @Sendable () async throws -> Exposition, logger: Logger,
    now: @escaping @Sendable () -> Date = { Date() }, onReady: @escaping @Sendable () -> Void
) throws -> some Service {
    let feed = try OccupancyFeed(source: useCases.store, event: useCases.event, now: now)
    let deskFeed = DeskFeed(jobs: useCases.store, board: useCases.board)
    let sessionFeed = SessionFeed(store: useCases.store, now: now)
    let parts = KioskParts(
        files: files, feed: feed, deskFeed: deskFeed, sessionFeed: sessionFeed, presence: StationPresence(),
        limits: RateLimits(seconds: Drawers.uptime()), meters: meters, metrics: metrics, authority: authority, now: now)
    let warden = StreamWarden(directory: useCases.store, presence: parts.presence, logger: logger)
    let local = address.localPort.map { port in
        Application(
            router: kioskRouter(useCases, parts, isSecure: false),
            // Counted apart: what strangers hold open shuts the box's own screens out of nothing.
            server: .http1(configuration: .kiosk(Connections(most: mostLocalConnections))),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), serverName: "lanyard"),
            logger: logger)
    }
    let http = HTTPServerBuilder.http1(configuration: .kiosk(Connections(most: mostConnections)))
    return Application(
        router: kioskRouter(useCases, parts, isSecure: identity != nil),
        server: try identity.map { try .tls(http, tlsConfiguration: $0.configuration) } ?? http,
        configuration: ApplicationConfiguration(
            address: .hostname(address.host, port: address.port), serverName: "lanyard"),
        services: [feed, deskFeed, sessionFeed, warden] + (local.map { [$0] } ?? []),
        onServerRunning: { _ in onReady() }, logger: logger)
}

/// As many as the screens on the box itself need, and more.
private let mostLocalConnections = 64

/// What the routes of all ports share besides the use cases.
private struct KioskParts<Store: KioskStore> {
    let files: KioskFiles
    let feed: OccupancyFeed<Store>
    let deskFeed: DeskFeed<Store>
    let sessionFeed: SessionFeed<Store>
    let presence: StationPresence
    let limits: RateLimits
    let meters: KioskMeters
    let metrics: @Sendable () async throws -> Exposition
    let authority: TrustAnchor?
    let now: @Sendable () -> Date
}

private func kioskRouter<Store: KioskStore, Key: BadgeSigner>(
    _ useCases: KioskUseCases<Store, Key>, _ parts: KioskParts<Store>, isSecure: Bool
) -> Router<KioskContext> {
    let router = Router(context: KioskContext.self)
    router.addMiddleware {
        RequestRecorder(meters: parts.meters)
        SecurityHeaders(isSecure: isSecure)
        ErrorMiddleware()
        Gatekeeper(
            directory: useCases.store, presence: parts.presence, isSecure: isSecure, now: parts.now,
            pairingPage: parts.files.file(at: "pair/index.html")?.bytes)
    }
    let gate = BadgeGate(
        store: useCases.store, event: useCases.event.id, verifier: useCases.badgeVerifier, limits: parts.limits)
    let guarded = GuardedRouter(
        router: router, meters: parts.meters,
        streams: StreamKeeper(directory: useCases.store, presence: parts.presence, isSecure: isSecure),
        bearer: gate.bearer)
    let names = StationNames(directory: useCases.store)
    let printJobs = PrintJobViews(store: useCases.store, printers: useCases.printers)
    HealthRoutes(
        store: useCases.store, board: useCases.board, printers: useCases.printers, backups: useCases.backupHealth
    ).add(to: guarded)
    MetricsRoutes(page: parts.metrics).add(to: guarded)
    CertificateRoutes(authority: parts.authority).add(to: guarded)
    ScreenRoutes(files: parts.files).add(to: guarded)
    AttendeePageRoutes(files: parts.files).add(to: guarded)
    SessionRoutes(
        directory: useCases.store, event: useCases.event, isSecure: isSecure, hasDrawers: useCases.drawers.exist,
        printsCards: useCases.cardDesk.prints, limits: parts.limits, now: parts.now
    ).add(to: guarded)
    let ledger = PINLedger(drawers: useCases.drawers, journal: useCases.store, now: parts.now)
    LockRoutes(directory: useCases.store, drawers: useCases.drawers, ledger: ledger).add(to: guarded)
    StationRoutes(office: useCases.stations, event: useCases.event, presence: parts.presence, now: parts.now).add(
        to: guarded)
    let watch = DeskWatch(journal: useCases.store, now: parts.now)
    LookupRoutes(
        event: useCases.event, desk: useCases.lookups, seats: useCases.seats, store: useCases.store,
        stationNames: names, limits: parts.limits, meters: parts.meters, watch: watch
    ).add(to: guarded)
    DeskWatchRoutes(watch: watch, stationNames: names).add(to: guarded)
    SeatRoutes(desk: useCases.seats).add(to: guarded)
    MealRoutes(desk: useCases.meals, event: useCases.event).add(to: guarded)
    CheckInRoutes(
        desk: useCases.checkIns, assignment: useCases.assignment, printJobs: printJobs, stationNames: names
    ).add(to: guarded)
    RosterRoutes(
        event: useCases.event, press: useCases.rosterPress, desk: useCases.rosterDesk, assignment: useCases.assignment,
        printJobs: printJobs, stationNames: names
    ).add(to: guarded)
    WalkInRoutes(desk: useCases.walkIns).add(to: guarded)
    PrintJobRoutes(views: printJobs).add(to: guarded)
    let handOvers = HandOverViews(store: useCases.store, event: useCases.event, now: parts.now)
    HandOverRoutes(desk: useCases.consents, views: handOvers).add(to: guarded)
    BadgeRoutes(
        desk: useCases.badges, press: useCases.press, store: useCases.store, assignment: useCases.assignment,
        printJobs: printJobs, handOvers: handOvers
    ).add(to: guarded)
    BadgeTextRoutes(desk: useCases.badgeTexts, press: useCases.press, store: useCases.store).add(to: guarded)
    DeskEventRoutes(
        feed: parts.deskFeed, jobs: useCases.store, board: useCases.board, printJobs: printJobs, now: parts.now
    ).add(to: guarded)
    LabelRoutes(keeper: useCases.labels, printers: useCases.printers).add(to: guarded)
    ScanRoutes(
        doorkeeper: useCases.doorkeeper, event: useCases.event, drawers: useCases.drawers, limits: parts.limits,
        meters: parts.meters
    ).add(to: guarded)
    DoorRoutes(doorkeeper: useCases.doorkeeper, camera: useCases.camera, limits: parts.limits).add(to: guarded)
    DrawerRoutes(drawers: useCases.drawers, ledger: ledger).add(to: guarded)
    PlaceRoutes(
        counter: useCases.headCounter, event: useCases.event, store: useCases.store, drawers: useCases.drawers,
        now: parts.now
    ).add(to: guarded)
    PosterBoardRoutes(event: useCases.event, store: useCases.store).add(to: guarded)
    PosterRoutes(
        event: useCases.event, desk: useCases.posters, archive: useCases.archive, store: useCases.store, now: parts.now
    ).add(to: guarded)
    PosterDocumentRoutes(event: useCases.event, archive: useCases.archive, limits: parts.limits).add(to: guarded)
    PosterLabelRoutes(event: useCases.event, press: useCases.boardLabels).add(to: guarded)
    ProgrammeRoutes(desk: useCases.sessions, feed: parts.sessionFeed, store: useCases.store, now: parts.now).add(
        to: guarded)
    SessionExportRoutes(event: useCases.event, store: useCases.store, now: parts.now).add(to: guarded)
    SessionCardRoutes(
        press: useCases.cards, desk: useCases.cardDesk, printJobs: printJobs, event: useCases.event,
        baseURL: useCases.phonesURL, store: useCases.store
    ).add(to: guarded)
    WebhookRoutes(webhooks: useCases.webhooks, ledger: useCases.store).add(to: guarded)
    SessionPageRoutes(pages: useCases.sessionPages, store: useCases.store).add(to: guarded)
    let views = SessionViews(store: useCases.store, event: useCases.event, now: parts.now)
    AttendeeRoutes(
        desk: useCases.attendees, sessions: useCases.sessions, store: useCases.store, event: useCases.event,
        views: views, now: parts.now
    ).add(to: guarded)
    NoteRoutes(notes: useCases.notes, feedback: useCases.feedback, store: useCases.store, views: views)
        .add(to: guarded)
    OccupancyRoutes(feed: parts.feed).add(to: guarded)
    LiveRoutes(occupancy: parts.feed, sessions: parts.sessionFeed).add(to: guarded)
    VenueMapRoutes(svg: useCases.venueMap).add(to: guarded)
    ScheduleRoutes(event: useCases.event, baseURL: useCases.phonesURL, store: useCases.store).add(to: guarded)
    ExportRoutes(event: useCases.event, store: useCases.store, now: parts.now).add(to: guarded)
    guarded.refuseOtherMethods()
    return router
}
