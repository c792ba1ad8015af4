// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Logging
import Printing
import Synchronization
import Testing

struct SpoolerTests {
    let store = MemoryStore()
    let desk: PrinterID
    let other: PrinterID

    init() throws {
        desk = try #require(PrinterID("desk"))
        other = try #require(PrinterID("other"))
    }

    private func card(on printer: PrinterID, _ state: PrintJob.State = .queued()) -> PrintJob {
        PrintJob(
            id: PrintJobID(), subject: .card(SessionID()), order: PrintOrder(PrinterRoute(printer)), createdAt: Date(),
            state: state)
    }

    private func job(
        on printer: PrinterID, else standIns: [PrinterID] = [], _ state: PrintJob.State = .queued()
    ) throws -> PrintJob {
        let badge = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
        return PrintJob(
            id: PrintJobID(), subject: .badge(badge), order: PrintOrder(PrinterRoute(printer, standIns: standIns)),
            createdAt: Date(), state: state)
    }

    /// Runs a spooler until `count` jobs have ended.
    private func work(
        _ printers: [PrinterID: ScriptedPrinter], until count: Int, pages: Pages = Pages(),
        board: PrinterBoard = PrinterBoard(), now: @escaping @Sendable () -> Date = { Date() }
    ) async {
        var pace = Spooler<MemoryStore, Pages, ScriptedPrinter>.Pace()
        pace.observing = Duration.zero...Duration.zero
        pace.finding = .zero
        pace.firstRetry = .zero
        pace.longestRetry = .zero
        pace.watching = .milliseconds(1)
        pace.patience = 0
        let spooler = Spooler(
            store: store, documents: pages, printers: printers, board: board,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            pace: pace, now: now)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await spooler.run() }
            await store.waitUntilEnded(count)
            group.cancelAll()
        }
    }

    @Test func `prints each job once, and records every step before it is taken`() async throws {
        let jobs = [try job(on: desk), try job(on: desk)]
        store.add(jobs)
        let printer = ScriptedPrinter()
        await work([desk: printer], until: 2)
        #expect(printer.submitted == jobs.map(\.id.description))
        #expect(store.history(of: jobs[0].id) == ["sending", "printing", "printed"])
    }

    @Test func `tries a printer that is off again and again, and loses nothing`() async throws {
        let first = try job(on: desk)
        store.add([first])
        let printer = ScriptedPrinter(refusals: 3)
        await work([desk: printer], until: 1)
        #expect(printer.submitted == [first.id.description])
        #expect(store.history(of: first.id).last == "printed")
    }

    @Test func `a dead printer does not delay another`() async throws {
        store.add([try job(on: desk), try job(on: other)])
        await work([desk: ScriptedPrinter(refusals: .max), other: ScriptedPrinter()], until: 1)
        #expect(store.states.sorted() == ["printed", "queued"] || store.states.sorted() == ["printed", "sending"])
    }

    @Test func `a job whose answer was lost is found again and not sent twice`() async throws {
        let first = try job(on: desk)
        store.add([first])
        let printer = ScriptedPrinter(losesAnswer: true)
        await work([desk: printer], until: 1)
        #expect(printer.submitted == [first.id.description])
        #expect(store.history(of: first.id).last == "printed")
    }

    @Test func `a job that was being sent when the plug was pulled is looked up first`() async throws {
        let arrived = try job(on: desk, .sending(since: Date()))
        let lost = try job(on: desk, .sending(since: Date()))
        store.add([arrived, lost])
        let printer = ScriptedPrinter(knows: arrived.id.description)
        await work([desk: printer], until: 2)
        #expect(printer.submitted == [lost.id.description])
    }

    @Test func `what waits for a printer that is off comes out of the one that stands in for it`() async throws {
        let jobs = [try job(on: desk, else: [other]), try job(on: desk, else: [other])]
        store.add(jobs)
        let standIn = ScriptedPrinter()
        await work([desk: ScriptedPrinter(refusals: .max), other: standIn], until: 2)
        #expect(Set(standIn.submitted) == Set(jobs.map(\.id.description)))
        #expect(store.states == ["printed", "printed"])
    }

    @Test func `what a printer refuses comes out of the one that stands in for it`() async throws {
        let refused = try job(on: desk, else: [other])
        store.add([refused])
        let standIn = ScriptedPrinter()
        await work([desk: ScriptedPrinter(refuses: .all), other: standIn], until: 1)
        #expect(standIn.submitted == [refused.id.description])
        #expect(store.states == ["printed"])
    }

    @Test func `what was meant for a printer that is not there any more comes out of another, or is asked for`()
        async throws
    {
        let waiting = try job(on: other)
        let inside = try job(on: other, .printing(PrinterJobNumber(7)))
        store.add([waiting, inside])
        let printer = ScriptedPrinter()
        await work([desk: printer], until: 2)
        #expect(printer.submitted == [waiting.id.description])
        #expect(store.states == ["printed", "unknown"])
    }

    @Test func `what every printer refuses fails`() async throws {
        store.add([try job(on: desk, else: [other])])
        await work([desk: ScriptedPrinter(refuses: .all), other: ScriptedPrinter(refuses: .all)], until: 1)
        #expect(store.states == ["failed"])
    }

    @Test func `what a printer refuses waits for a stand-in that is off, and holds up nobody`() async throws {
        let refused = try job(on: desk, else: [other])
        let fine = try job(on: desk, else: [other])
        store.add([refused, fine])
        let printer = ScriptedPrinter(refuses: .only(refused.id.description))
        await work(
            [desk: printer, other: ScriptedPrinter(refusals: .max, isSilent: true)], until: 1,
            board: PrinterBoard(refusalSeconds: 0.01))
        #expect(printer.submitted == [fine.id.description])
        #expect(store.history(of: refused.id).contains("failed") == false)
    }

    @Test func `what a printer may have taken does not move`() async throws {
        let sent = try job(on: desk, else: [other], .sending(since: Date()))
        store.add([sent, try job(on: other)])
        let standIn = ScriptedPrinter()
        await work([desk: ScriptedPrinter(refusals: .max, isSilent: true), other: standIn], until: 1)
        #expect(!standIn.submitted.contains(sent.id.description))
    }

    @Test func `a job whose badge was revoked meanwhile is not sent`() async throws {
        let first = try job(on: desk)
        let second = try job(on: desk)
        store.add([first, second])
        store.revoke(first.id)
        let printer = ScriptedPrinter()
        await work([desk: printer], until: 2)
        #expect(printer.submitted == [second.id.description])
    }
}

extension SpoolerTests {
    @Test(.timeLimit(.minutes(1)))
    func `a badge of which its printer never tells how far it is does not stay in the printer for ever`() async throws {
        let first = try job(on: desk)
        let second = try job(on: desk)
        store.add([first, second])
        let clock = Mutex(Date())
        // Each question takes two seconds, and how the printer stands it does say.
        let printer = ScriptedPrinter(keepsToItself: first.id.description) { clock.withLock { $0 += 2 } }
        await work([desk: printer], until: 2, now: { clock.withLock { $0 } })
        #expect(store.printJob(first.id)?.state.name == "unknown")
        #expect(store.printJob(second.id)?.state.name == "printed")
        #expect(printer.submitted == [first.id.description, second.id.description])
    }

    @Test func `a badge for other labels goes where they are, and holds up nobody`() async throws {
        let large = try job(on: desk, else: [other])
        let small = try job(on: desk)
        store.add([large, small])
        let labels = MediaSize(width: 86, height: 54)
        let printers = [
            desk: ScriptedPrinter(ready: [labels]), other: ScriptedPrinter(ready: [MediaSize(width: 105, height: 148)]),
        ]
        await work(printers, until: 2, pages: Pages(large: large.id))
        #expect(printers[desk]?.submitted == [small.id.description])
        #expect(printers[other]?.submitted == [large.id.description])
    }

    @Test func `a card that may be at its printer already is looked for, and not sent again`() async {
        let known = card(on: desk, .sending(since: Date()))
        store.add([known])
        let printer = ScriptedPrinter(knows: known.id.description)
        await work([desk: printer], until: 1)
        #expect(printer.submitted.isEmpty)
        #expect(store.history(of: known.id) == ["printing", "printed"])
    }

    @Test func `a card whose printer is no longer the event's comes out of no other`() async throws {
        let lost = card(on: other)
        let badge = try job(on: other)
        store.add([lost, badge])
        let printer = ScriptedPrinter()
        await work([desk: printer], until: 2)
        #expect(printer.submitted == [badge.id.description])
        #expect(store.printJob(lost.id)?.state == .failed(reasons: [.notFound]))
    }

    @Test func `cards are sent to a printer in which are cards and no labels`() async {
        let labels = MediaSize(width: 86, height: 54)
        let sheets = MediaSize(width: 105, height: 148)
        let wanted = card(on: desk)
        store.add([wanted])
        let printer = ScriptedPrinter(ready: [sheets])
        let board = PrinterBoard(badgeSizes: [labels], otherSizes: [desk: sheets])
        await work([desk: printer], until: 1, pages: Pages(large: wanted.id), board: board)
        #expect(printer.submitted == [wanted.id.description])
        #expect(board.standing(of: desk).isFit)
    }

    @Test func `a badge for which there are no labels waits, says so, and lets the next one pass`() async throws {
        let large = try job(on: desk)
        let small = try job(on: desk)
        store.add([large, small])
        let printer = ScriptedPrinter(ready: [MediaSize(width: 86, height: 54)])
        await work([desk: printer], until: 1, pages: Pages(large: large.id))
        #expect(printer.submitted == [small.id.description])
        #expect(store.printJob(large.id)?.state == .queued(reasons: [.wrongMedia]))
    }
}

private struct Pages: PrintDocumentSource {
    /// The job whose badge is twice as large as others.
    var large: PrintJobID?

    func document(for job: PrintJob, as form: PrintForm) -> PrintDocument {
        PrintDocument(
            jobName: job.id.description, content: .pdf([]), widthInMillimetres: job.id == large ? 148 : 86,
            heightInMillimetres: job.id == large ? 105 : 54)
    }
}

/// A printer that behaves: it takes jobs, knows them by name, and is off or loses an answer when told to.
private final class ScriptedPrinter: Printer {
    /// Which documents it will never take.
    enum Refusal {
        case none, all
        case only(String)

        func includes(_ name: String) -> Bool {
            switch self {
            case .none: false
            case .all: true
            case .only(let refused): refused == name
            }
        }
    }

    private struct State {
        var refusals: Int
        var losesAnswer: Bool
        var isSilent: Bool
        var names: [String]
        var submitted: [String] = []
    }

    private let state: Mutex<State>
    private let refused: Refusal

    private let ready: [MediaSize]?
    /// The job of which it will not say how far it is, and what happens whenever it is asked for it.
    private let secret: String?
    private let onSecret: @Sendable () -> Void

    init(
        refusals: Int = 0, losesAnswer: Bool = false, isSilent: Bool = false, knows name: String? = nil,
        ready: [MediaSize]? = nil, refuses refused: Refusal = .none, keepsToItself secret: String? = nil,
        onSecret: @escaping @Sendable () -> Void = {}
    ) {
        self.ready = ready
        self.secret = secret
        self.onSecret = onSecret
        self.refused = refused
        state = Mutex(
            State(
                refusals: refusals, losesAnswer: losesAnswer, isSilent: isSilent, names: name.map { [$0] } ?? []))
    }

    var submitted: [String] { state.withLock { $0.submitted } }

    func wantedForm() -> PrintForm { .pdf }

    func submit(_ document: PrintDocument) throws(PrinterError) -> PrinterJobNumber {
        guard ready?.contains(where: document.size.isLike) ?? true else {
            throw PrinterError(code: .notNow, reason: .wrongMedia, message: "")
        }
        guard !refused.includes(document.jobName) else {
            throw PrinterError(code: .refused, reason: .documentRefused, message: "")
        }
        let outcome = state.withLock { state -> Result<PrinterJobNumber, PrinterError> in
            guard state.refusals == 0 else {
                if state.refusals != .max { state.refusals -= 1 }
                return .failure(PrinterError(code: .notNow, reason: .offline, message: ""))
            }
            state.names.append(document.jobName)
            state.submitted.append(document.jobName)
            guard !state.losesAnswer else {
                state.losesAnswer = false
                return .failure(PrinterError(code: .lost, reason: .offline, message: ""))
            }
            return .success(PrinterJobNumber(state.names.count))
        }
        return try outcome.get()
    }

    func observe(_ job: PrinterJobNumber, named name: String) throws(PrinterError) -> PrinterJobObservation {
        guard name != secret else {
            onSecret()
            throw PrinterError(code: .notNow, reason: .busy, message: "")
        }
        return .completed
    }

    func find(jobNamed name: String) throws(PrinterError) -> PrinterJobSearch {
        try checkVoice()
        let index = state.withLock { $0.names.firstIndex(of: name) }
        return index.map { .found(PrinterJobNumber($0 + 1)) } ?? .absent(upSeconds: 3600)
    }

    private func checkVoice() throws(PrinterError) {
        guard state.withLock({ !$0.isSilent }) else {
            throw PrinterError(code: .lost, reason: .offline, message: "")
        }
    }

    func status() throws(PrinterError) -> PrinterStatus {
        try checkVoice()
        return PrinterStatus(state: .idle, reasons: [], acceptsJobs: true, readySizes: ready)
    }
}

/// A store in memory that keeps every state a job was in.
final class MemoryStore: PrintJobStore {
    private struct State {
        var jobs: [PrintJob] = []
        var histories: [PrintJobID: [String]] = [:]
    }

    private let state = Mutex(State())
    private let signal = ChangeSignal()
    private let ended = ChangeSignal()

    var states: [String] { state.withLock { $0.jobs.map(\.state.name) } }

    func history(of id: PrintJobID) -> [String] { state.withLock { $0.histories[id] ?? [] } }

    func add(_ jobs: [PrintJob]) {
        state.withLock { $0.jobs += jobs }
        signal.send()
    }

    func revoke(_ id: PrintJobID) { change(id, to: .failed(reasons: [.badgeRevoked])) }

    func waitUntilEnded(_ count: Int) async {
        let changes = ended.listen()
        func isDone() -> Bool { state.withLock { $0.jobs.count { !$0.isUnfinished } } >= count }
        if isDone() { return }
        for await _ in changes where isDone() { return }
    }

    func unfinishedPrintJobs() -> [PrintJob] { state.withLock { $0.jobs.filter(\.isUnfinished) } }

    func printJob(_ id: PrintJobID) -> PrintJob? { state.withLock { $0.jobs.first { $0.id == id } } }

    func record(_ job: PrintJob) -> Bool {
        guard let standing = printJob(job.id), standing.isUnfinished, standing.printer == job.printer else {
            return false
        }
        change(job.id, to: job.state)
        return true
    }

    func move(_ job: PrintJob, to printer: PrinterID) -> Bool {
        let hasMoved = state.withLock { state in
            guard let index = state.jobs.firstIndex(where: { $0.id == job.id && $0.printer == job.printer }),
                case .queued = state.jobs[index].state
            else { return false }
            state.jobs[index] = PrintJob(
                id: job.id, subject: job.subject, order: job.order, printer: printer, createdAt: job.createdAt,
                state: .queued())
            return true
        }
        signal.send()
        return hasMoved
    }

    func resolvePrintJob(_ id: PrintJobID, printed: Bool) -> PrintJob? {
        change(id, to: printed ? .printed(at: Date()) : .failed(reasons: [.notInTray]))
        signal.send()
        return printJob(id)
    }

    func printJobArrivals() -> AsyncStream<Void> { signal.listen() }

    private func change(_ id: PrintJobID, to new: PrintJob.State) {
        state.withLock { state in
            guard let index = state.jobs.firstIndex(where: { $0.id == id }) else { return }
            state.jobs[index].state = new
            state.histories[id, default: []].append(new.name)
        }
        ended.send()
    }
}
