// SPDX-License-Identifier: Apache-2.0

package import Conference
package import Foundation

/// Lets badges into places and out of them.
package struct Doorkeeper<Store: Journal, Verifier: BadgeVerifier>: Sendable {
    let journal: Store
    let event: Event
    let verifier: Verifier
    private let reader: BadgeReader<Verifier>
    private let now: @Sendable () -> Date

    /// A badge seen again at the same door within this many seconds is one scan, held up twice.
    private static var doubleScanSeconds: Double { 5 }

    package init(
        journal: Store, event: Event, verifier: Verifier, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.journal = journal
        self.event = event
        self.verifier = verifier
        reader = BadgeReader(event: event.id, verifier: verifier)
        self.now = now
    }

    /// Counts `scan` and says what it came to, or `nil` when the event has no such place.
    package func admit(_ scan: Scan, at station: StationID) async throws -> ScanResult? {
        guard let place = event.place(scan.place) else { return nil }
        let reading = reader.read(scan.badge)
        let now = now()
        // A door's clock may run ahead; nothing happens later than now.
        let at = min(scan.at ?? now, now)
        return try await journal.decide { context in
            let verdict = try Self.decide(scan, reading, into: place, at: at, station: station, in: context)
            return Decision(recording: verdict.facts) { self.result(of: scan, verdict, at: place, in: $0) }
        }
    }

    private func result(of scan: Scan, _ verdict: Verdict, at place: Place, in state: ConferenceState) -> ScanResult {
        let inside = state.occupancy.count(of: place.id).inside
        let elsewhere = inside < place.capacity ? nil : state.firstWithSpace(event.alternatives(to: place))
        return ScanResult(
            id: scan.id, outcome: verdict.outcome, place: place, inside: inside, badgeName: verdict.badgeName,
            elsewhere: elsewhere)
    }

    private struct Verdict: Sendable {
        let outcome: ScanOutcome
        var badgeName: String?
        var facts: [Fact] = []
    }

    private static func decide(
        _ scan: Scan, _ reading: BadgeReading, into place: Place, at: Date, station: StationID,
        in context: DecisionContext
    ) throws -> Verdict {
        if let fact = try context.fact(scan.id) { return try repeated(fact, in: context) }
        let state = context.state
        switch holder(of: reading, scannedAt: scan.at, in: state) {
        case .failure(let refusal):
            let fact = Fact(
                id: scan.id, at: at, station: station,
                .refused(place: scan.place, reason: refusal.reason, badge: refusal.badge))
            return Verdict(outcome: .refused(refusal.reason, since: refusal.since), facts: [fact])
        case .success(let badge):
            let name = try context.registration(badge.registration)?.details.badgeName
            if let direction = doubleScan(scan, of: badge, at: at, in: state) {
                return Verdict(outcome: .duplicate(of: direction), badgeName: name)
            }
            let passage = Passage(registration: badge.registration, badge: badge.serial, place: scan.place)
            let enters = enters(scan, badge, state)
            if enters, isFull(place, for: badge, scan, state) {
                let fact = Fact(
                    id: scan.id, at: at, station: station,
                    .refused(place: place.id, reason: .full, badge: badge.serial))
                return Verdict(outcome: .refused(.full, since: nil), badgeName: name, facts: [fact])
            }
            let moment = scan.at == nil ? time(at, after: state.lastPassages[badge.registration]) : at
            let fact = Fact(id: scan.id, at: moment, station: station, enters ? .entered(passage) : .left(passage))
            return Verdict(outcome: enters ? .entered : .left, badgeName: name, facts: [fact])
        }
    }

    private static func enters(_ scan: Scan, _ badge: Badge, _ state: ConferenceState) -> Bool {
        switch scan.direction {
        case .in: true
        case .out: false
        case .auto: state.occupancy.place(of: badge.registration) != scan.place
        }
    }

    /// Whether the door must not let the person in; one that tells of the past has let them in already.
    private static func isFull(_ place: Place, for badge: Badge, _ scan: Scan, _ state: ConferenceState) -> Bool {
        place.limit.refuses && scan.at == nil && state.occupancy.place(of: badge.registration) != place.id
            && state.occupancy.count(of: place.id).inside >= place.capacity
    }

    /// Keeps two live scans within one millisecond in the order in which they were answered.
    private static func time(_ now: Date, after last: LastPassage?) -> Date {
        last.map { max(now, $0.at + 0.001) } ?? now
    }

    /// The same scan, delivered again.
    private static func repeated(_ fact: Fact, in context: DecisionContext) throws -> Verdict {
        switch fact.event {
        case .entered(let passage), .left(let passage):
            let direction = Movement(fact)?.direction ?? .enters
            return Verdict(
                outcome: .duplicate(of: direction),
                badgeName: try context.registration(passage.registration)?.details.badgeName)
        case .refused(_, let reason, let badge):
            let since = badge.flatMap { context.state.badges[$0]?.revocation?.at }
            return Verdict(outcome: .refused(reason, since: since))
        default:
            return Verdict(outcome: .refused(.unreadable, since: nil))
        }
    }

    private static func doubleScan(
        _ scan: Scan, of badge: Badge, at: Date, in state: ConferenceState
    ) -> Movement.Direction? {
        guard scan.direction == .auto, let last = state.lastPassages[badge.registration], last.place == scan.place,
            abs(at.timeIntervalSince(last.at)) < doubleScanSeconds,
            // A place that was emptied since is entered anew.
            (last.direction == .enters) == (state.occupancy.place(of: badge.registration) == scan.place)
        else { return nil }
        return last.direction
    }
}

extension ConferenceState {
    /// The first of `places` that has space, with how much.
    fileprivate func firstWithSpace(_ places: [Place]) -> Elsewhere? {
        for place in places {
            let free = place.capacity - occupancy.count(of: place.id).inside
            if free > 0 { return Elsewhere(place: place, free: free) }
        }
        return nil
    }
}

private struct Refusal: Error {
    let reason: RefusalReason
    var badge: BadgeSerial?
    var since: Date?
}

/// The badge that `reading` is, live when it was scanned, or why it does not count.
private func holder(
    of reading: BadgeReading, scannedAt past: Date?, in state: ConferenceState
) -> Result<Badge, Refusal> {
    switch reading {
    case .unreadable: return .failure(Refusal(reason: .unreadable))
    case .foreign: return .failure(Refusal(reason: .foreign))
    case .forged: return .failure(Refusal(reason: .forged))
    case .genuine(let serial):
        guard let badge = state.badges[serial] else {
            return .failure(Refusal(reason: state.pool.contains(serial) ? .notIssued : .unknownBadge, badge: serial))
        }
        if let revocation = badge.revocation, past.map({ $0 >= revocation.at }) ?? true {
            return .failure(Refusal(reason: .revoked, badge: serial, since: revocation.at))
        }
        guard state.checkIns[badge.registration] != nil else {
            return .failure(Refusal(reason: .notCheckedIn, badge: serial))
        }
        return .success(badge)
    }
}
