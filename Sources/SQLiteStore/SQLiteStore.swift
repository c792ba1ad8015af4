// SPDX-License-Identifier: Apache-2.0

package import Conference
import GRDB
import Sealing
import Synchronization

package import struct Foundation.Date

/// The one writer of the event's database, and the state folded from its journal.
///
/// Several processes may open the same file (the daemon and a command beside it): SQLite arbitrates, and each store
/// folds what others recorded before it decides anything, see `catchUp()`.
package actor SQLiteStore {
    private let executor = StoreExecutor()
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let pool: DatabasePool
    let path: String
    private let places: [PlaceID]
    /// The most decisions that share one commit.
    let mostPerCommit: Int
    /// Wakes the spooler.
    let printJobSignal = ChangeSignal()
    /// Wakes whoever shows print jobs.
    let printJobChangeSignal = ChangeSignal()
    private let reportSignal = ChangeSignal()
    /// Wakes whoever shows or announces the programme.
    let programmeSignal = ChangeSignal()
    /// Wakes whoever serves stations.
    let stationSignal = ChangeSignal()
    let tokens = TokenCache()
    private let publishedReport: Mutex<OccupancyReport>

    var state = ConferenceState()
    var head = ChainHead()
    var revision = 0
    var programmeChangeCount = 0
    private var registered = 0
    private var dataVersion: Int?
    /// Whether the state holds what was rolled back, because the file could not be read since.
    var isStale = false

    let waiting = DecisionQueue()
    package nonisolated let meters = StoreMeters()
    let factCount = FactCount()
    /// The registrations that decisions asked for, until the list changes.
    var knownRegistrations: [RegistrationID: Registration] = [:]
    var knownSeatRoster: SeatRoster?
    /// Read when the first decision needs it.
    var aliasKey: AliasKey?

    /// So many decisions take some 20 ms to commit: none waits long for others to be made durable with it.
    package static let usualMostPerCommit = 500

    /// Opens the database at `path` and folds its journal; `places` are those whose figures are reported.
    ///
    /// Creates the file when `creating`, and otherwise throws a ``StoreError`` if it is not there.
    package init(
        path: String, places: [PlaceID] = [], creating: Bool = false, mostPerCommit: Int = usualMostPerCommit
    ) throws {
        pool = try DatabaseFile.open(path, creating: creating)
        self.path = path
        self.mostPerCommit = mostPerCommit
        self.places = places
        publishedReport = Mutex(
            OccupancyReport(ConferenceState(), places: places, sequence: 0, registered: 0, asOf: Date()))
        let start = try Self.load(from: pool)
        state = start.state
        head = start.head
        registered = start.registered
        dataVersion = try pool.writeWithoutTransaction { try Self.dataVersion($0) }
        publishedReport.withLock { $0 = start.report(of: places) }
    }

    /// Runs `work` on the store's queue behind what waits there now.
    nonisolated func scheduleLast(_ work: @escaping @Sendable (isolated SQLiteStore) -> Void) {
        executor.enqueueLast { self.assumeIsolated { work($0) } }
    }
}

// MARK: - What others recorded

extension SQLiteStore {
    /// Folds what other processes have recorded since; returns at once when there is nothing.
    package func catchUp() throws {
        do {
            if isStale { try reload() }
            if try pool.writeWithoutTransaction({ try foldOthersFacts($0) }) { publish() }
        } catch {
            throw DatabaseFile.explanation(of: error, path)
        }
    }

    /// Whether another process changed the file since the last look; if so, its facts are folded.
    func foldOthersFacts(_ db: Database) throws -> Bool {
        let version = try Self.dataVersion(db)
        guard version != dataVersion else { return false }
        do {
            let erasures = state.erasureCount
            head = try Self.fold(onto: &state, head, db)
            // The facts before are others now.
            if state.erasureCount != erasures { try foldAnew(db) }
        } catch {
            // Some of them are in the state and some are not.
            isStale = true
            throw error
        }
        dataVersion = version
        stationsChanged()
        try rosterChanged(db)
        printJobSignal.send()
        printJobChangeSignal.send()
        programmeChanged()
        return true
    }

    private func foldAnew(_ db: Database) throws {
        var anew = ConferenceState()
        head = try Self.fold(onto: &anew, ChainHead(), db)
        state = anew
        aliasKey = nil
    }

    func rosterChanged(_ db: Database) throws {
        revision += 1
        knownRegistrations = [:]
        knownSeatRoster = nil
        registered = try Self.registeredCount(db)
    }

    /// The latest time at which any fact was recorded.
    package func latestRecordedAt() -> Date { head.latestRecordedAt }

    private static func dataVersion(_ db: Database) throws -> Int? {
        try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version"))
    }

    /// Starts over from the file after a transaction that came to nothing.
    func reload() throws {
        let start = try Self.load(from: pool)
        state = start.state
        head = start.head
        registered = start.registered
        knownRegistrations = [:]
        knownSeatRoster = nil
        isStale = false
    }
}

// MARK: - Folding

/// Where the journal stands.
struct ChainHead: Equatable {
    var sequence: Int64 = 0
    var digest = ChainDigest.origin
    /// The latest time at which any fact so far was recorded, by a clock that may have gone back since.
    var latestRecordedAt = Date(timeIntervalSince1970: 0)

    mutating func advance(to sequence: Int64, _ digest: ChainDigest, recordedAt: Date) {
        self.sequence = sequence
        self.digest = digest
        latestRecordedAt = max(latestRecordedAt, recordedAt)
    }

    mutating func advance(to recorded: RecordedFact) {
        advance(to: recorded.sequence, recorded.hash, recordedAt: recorded.recordedAt)
    }
}

extension SQLiteStore {
    private struct Start {
        var state = ConferenceState()
        var head = ChainHead()
        var registered = 0

        func report(of places: [PlaceID]) -> OccupancyReport {
            OccupancyReport(state, places: places, sequence: head.sequence, registered: registered, asOf: Date())
        }
    }

    private static func load(from pool: DatabasePool) throws -> Start {
        let pipe = FactPipe()
        pool.asyncRead { db in
            pipe.end(Result { try read(after: ChainHead(), try db.get()) { pipe.send($0) } })
        }
        var start = Start()
        start.head = try pipe.receive { start.state.apply($0) }
        start.registered = try pool.read { try registeredCount($0) }
        return start
    }

    /// Folds all facts behind `head`; returns where the journal stands then.
    private static func fold(onto state: inout ConferenceState, _ head: ChainHead, _ db: Database) throws -> ChainHead {
        try read(after: head, db) { for fact in $0 { state.apply(fact) } }
    }

    /// Hands all facts behind `head` to `take`, some thousands at a time; returns where the journal stands then.
    static func read(after head: ChainHead, _ db: Database, _ take: ([Fact]) -> Void) throws -> ChainHead {
        var facts = try FactCursor(db, after: head)
        var batch: [Fact] = []
        while let fact = try facts.next() {
            batch.append(fact)
            guard batch.count == factsPerBatch else { continue }
            take(batch)
            batch.removeAll(keepingCapacity: true)
        }
        take(batch)
        return try facts.head
    }

    private static var factsPerBatch: Int { 4096 }

    private static func registeredCount(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM registrations WHERE status = 'accepted'") ?? 0
    }
}

// MARK: - What boards see

extension SQLiteStore: OccupancySource {
    package nonisolated var report: OccupancyReport { publishedReport.withLock { $0 } }

    package nonisolated func reportChanges() -> AsyncStream<Void> { reportSignal.listen() }

    /// Shows the state after a commit, and wakes the boards if a figure of theirs changed.
    func publish() {
        let report = OccupancyReport(
            state, places: places, sequence: head.sequence, registered: registered, asOf: Date())
        let changed = publishedReport.withLock { published in
            defer { published = report }
            return !published.hasSameFigures(as: report)
        }
        if changed { reportSignal.send() }
    }
}

// MARK: - Durability

extension SQLiteStore {
    /// What SQLite says of how it writes.
    package struct Durability: Equatable, Sendable {
        package let journalMode: String
        /// 2 is FULL: a commit is on the disk before it is answered.
        package let synchronous: Int

        package init(journalMode: String, synchronous: Int) {
            self.journalMode = journalMode
            self.synchronous = synchronous
        }
    }

    /// The writer's settings, asked of SQLite itself.
    package func durability() throws -> Durability {
        try pool.writeWithoutTransaction { db in
            Durability(
                journalMode: try String.fetchOne(db, sql: "PRAGMA journal_mode") ?? "",
                synchronous: try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1)
        }
    }
}
