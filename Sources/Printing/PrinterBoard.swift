// SPDX-License-Identifier: Apache-2.0

package import Conference
import Synchronization

import struct Foundation.Date

/// How each printer stands, as it was last seen: kept by the spooler, read by desks and by the spooler's routing.
package final class PrinterBoard: Sendable {
    /// What was learnt of one printer.
    private struct Sighting {
        var status: PrinterStatus?
        var error: PrinterError?
        /// When a question was asked that has no answer yet.
        var askedAt: Date?
        var silentSince: Date?
        var refusedAt: Date?
        var unfitSince: Date?
        /// What the journal says of its labels.
        var count: LabelCount?
        var published: PrinterStanding?
    }

    /// A printer that has not answered for so long is told to be silent, even while it is still being waited for.
    private static let patienceSeconds = 1.2

    /// The sizes of the event's badges; empty when they are not known.
    private let badgeSizes: [MediaSize]
    /// What else may lie in a printer that prints more than badges.
    private let otherSizes: [PrinterID: MediaSize]
    private let rolls: [PrinterID: LabelRoll]
    private let sightings = Mutex<[PrinterID: Sighting]>([:])
    /// The sizes of those documents that a printer had no labels for.
    private let misfits = Mutex<[PrintJobID: MediaSize]>([:])
    private let signal = ChangeSignal()

    /// For how many seconds a refusal counts against a printer: it may have been that one badge's fault.
    private let refusalSeconds: Double

    package init(
        badgeSizes: [MediaSize] = [], otherSizes: [PrinterID: MediaSize] = [:], rolls: [PrinterID: LabelRoll] = [:],
        refusalSeconds: Double = 30
    ) {
        self.badgeSizes = badgeSizes
        self.otherSizes = otherSizes
        self.rolls = rolls
        self.refusalSeconds = refusalSeconds
    }

    package func standing(of printer: PrinterID) -> PrinterStanding {
        sightings.withLock { $0[printer]?.published } ?? .unseen
    }

    /// Wakes when a standing has changed.
    package func changes() -> AsyncStream<Void> { signal.listen() }

    /// Since when nothing should be sent to the printer; `nil` when it is fit.
    func unfitSince(_ printer: PrinterID) -> Date? { sightings.withLock { $0[printer]?.unfitSince } }

    /// Since when the printer has not answered.
    func silentSince(_ printer: PrinterID) -> Date? { sightings.withLock { $0[printer]?.silentSince } }

    func asked(_ printer: PrinterID, at now: Date) {
        see(printer, at: now) { $0.askedAt = $0.askedAt ?? now }
    }

    func answered(_ printer: PrinterID, _ status: PrinterStatus, at now: Date) {
        see(printer, at: now) { sighting in
            // It was away, or takes other documents than before.
            let formats = sighting.status?.formats ?? status.formats
            if sighting.error != nil || formats != status.formats { sighting.refusedAt = nil }
            sighting.askedAt = nil
            sighting.silentSince = nil
            sighting.error = nil
            sighting.status = status
        }
    }

    func failed(_ printer: PrinterID, _ error: PrinterError, at now: Date) {
        see(printer, at: now) { sighting in
            sighting.silentSince = sighting.silentSince ?? sighting.askedAt ?? now
            sighting.askedAt = nil
            sighting.error = error
        }
    }

    /// The printer has refused a badge, and is not fit for a while, unless it comes back as another.
    func refusesBadges(_ printer: PrinterID, at now: Date) {
        see(printer, at: now) { $0.refusedAt = now }
    }

    /// The printer took a badge, whatever became of the one that it refused.
    func takesBadges(_ printer: PrinterID, at now: Date) {
        see(printer, at: now) { $0.refusedAt = nil }
    }

    /// Lets time count: a printer that is waited for becomes a silent one.
    func refresh(at now: Date) {
        let printers = sightings.withLock { Array($0.keys) }
        for printer in printers { see(printer, at: now) { _ in } }
    }

    private func see(_ printer: PrinterID, at now: Date, _ change: (inout Sighting) -> Void) {
        let changed = sightings.withLock { all in
            var sighting = all[printer] ?? Sighting()
            change(&sighting)
            var standing = standing(of: printer, sighting, at: now)
            let labels = reckoning(of: printer, sighting)
            (standing.labelsLeft, standing.fullRoll) = (labels.left, labels.full)
            if labels.isLow, standing.reasons.allSatisfy({ $0 != .mediaLow && $0 != .mediaEmpty }) {
                standing.reasons.append(.mediaLow)
            }
            sighting.unfitSince = standing.isFit ? nil : sighting.unfitSince ?? now
            defer { all[printer] = sighting }
            guard sighting.published != standing else { return false }
            sighting.published = standing
            return true
        }
        if changed { signal.send() }
    }

    private func standing(of printer: PrinterID, _ sighting: Sighting, at now: Date) -> PrinterStanding {
        let isWaitedFor = sighting.askedAt.map { now.timeIntervalSince($0) >= Self.patienceSeconds } ?? false
        // One that is there but speaks no TLS may take longer to say so.
        if isWaitedFor, sighting.error?.reason != .tlsFailed {
            return PrinterStanding(state: .unreachable, reasons: [.offline])
        }
        if let error = sighting.error { return PrinterStanding(state: .unreachable, reasons: [error.reason]) }
        guard let status = sighting.status else { return .unseen }
        var reasons = status.reasons
        if !status.acceptsJobs { reasons.append(.notAccepting) }
        let refuses = sighting.refusedAt.map { now.timeIntervalSince($0) < refusalSeconds } ?? false
        if refuses || status.formats.preferredForm == nil { reasons.append(.documentRefused) }
        let fits =
            badgeSizes.isEmpty
            || (badgeSizes + [otherSizes[printer]].compactMap(\.self)).contains(where: status.hasReady)
        if !fits { reasons.append(.wrongMedia) }
        if status.state == .stopped, reasons.isEmpty { reasons.append(.stopped) }
        return PrinterStanding(state: PrinterStanding.State(status.state), reasons: reasons)
    }
}

// MARK: - How many labels are left

extension PrinterBoard {
    /// What is known of the labels in a printer.
    func labels(in printer: PrinterID) -> LabelReckoning {
        reckoning(of: printer, sightings.withLock { $0[printer] } ?? Sighting())
    }

    func count(of printer: PrinterID) -> LabelCount? { sightings.withLock { $0[printer]?.count } }

    func counted(_ printer: PrinterID, _ count: LabelCount?, at now: Date) {
        see(printer, at: now) { $0.count = count }
    }

    private func reckoning(of printer: PrinterID, _ sighting: Sighting) -> LabelReckoning {
        LabelReckoning(
            roll: rolls[printer] ?? LabelRoll(), count: sighting.count,
            status: sighting.error == nil ? sighting.status : nil)
    }
}

// MARK: - Labels of the right size

extension PrinterBoard {
    /// Remembers that a job's document, of that size, found no labels at its printer.
    func foundNoLabels(_ job: PrintJobID, _ size: MediaSize) {
        misfits.withLock { $0[job] = size }
    }

    /// Whether labels of the job's size may be in that printer; only one that names others says no.
    func mayHaveLabels(for job: PrintJobID, in printer: PrinterID) -> Bool {
        guard let size = misfits.withLock({ $0[job] }) else { return true }
        return sightings.withLock { $0[printer]?.status?.hasReady(size) } ?? true
    }
}

/// How one printer stands.
package struct PrinterStanding: Equatable, Sendable {
    package enum State: String, Sendable {
        case idle, processing, stopped, unreachable

        init(_ state: PrinterStatus.State) {
            switch state {
            case .idle: self = .idle
            case .processing: self = .processing
            case .stopped: self = .stopped
            }
        }
    }

    package let state: State
    /// What is wrong, or soon will be.
    package fileprivate(set) var reasons: [PrinterReason]
    /// `nil` when nobody knows.
    package fileprivate(set) var labelsLeft: Int?
    /// How many labels a full roll has, as far as is known.
    package fileprivate(set) var fullRoll: Int?

    package init(state: State, reasons: [PrinterReason]) {
        self.state = state
        self.reasons = reasons
    }

    /// Nothing bad is known of it.
    static let unseen = PrinterStanding(state: .idle, reasons: [])

    /// Whether a badge that is sent there now would come out without anybody's help.
    package var isFit: Bool {
        state != .unreachable && state != .stopped && !reasons.contains(where: \.holdsUp)
    }
}
