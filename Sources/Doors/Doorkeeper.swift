// SPDX-License-Identifier: Apache-2.0

package import Conference
package import Foundation

/// Lets badges into places and out of them.
///
/// A class, so that a decision that waits holds it by one reference.
package final class Doorkeeper<Store: Journal, Verifier: BadgeVerifier>: Sendable {
    let journal: Store
    let event: Event
    let verifier: Verifier
    private let reader: BadgeReader<Verifier>
    private let doors: [PlaceID: Door]
    let calendar: EventCalendar
    let now: @Sendable () -> Date
    private let instant: @Sendable () -> ContinuousClock.Instant
    private let recent = RecentPassages(span: .seconds(Doorkeeper.doubleScanSeconds))

    /// A badge seen again at the same door within this many seconds is one scan, held up twice.
    static var doubleScanSeconds: Double { 5 }

    package init(
        journal: Store, event: Event, verifier: Verifier, now: @escaping @Sendable () -> Date = { Date() },
        instant: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.journal = journal
        self.event = event
        self.verifier = verifier
        reader = BadgeReader(event: event.id, verifier: verifier)
        let calendar = EventCalendar(timeZone: event.timeZone)
        self.calendar = calendar
        doors = Dictionary(uniqueKeysWithValues: event.places.map { ($0.id, Door(of: $0, in: event, calendar)) })
        self.now = now
        self.instant = instant
    }

    /// Counts `scan` and says what it came to, or `nil` when the event has no such place.
    package func admit(_ scan: Scan, at station: StationID) async throws -> ScanResult? {
        guard let door = doors[scan.place] else { return nil }
        let reading = reader.read(scan.badge)
        let now = now()
        let instant = instant()
        // A door's clock may run ahead; nothing happens later than now.
        let at = min(scan.at ?? now, now)
        let mealDay = door.place.kind == .meal ? door.calendar.day(of: at) : nil
        let result = try await journal.decide { [recent] context in
            let verdict = try Self.decide(
                scan, reading, into: door, on: mealDay, at: at, station: station, in: context
            ) { passage in
                recent.age(of: passage, at: instant)
            }
            return Decision(recording: verdict.facts) {
                Self.result(of: scan, verdict, at: door, on: mealDay, now: now, in: $0)
            }
        }
        if scan.at == nil, result.outcome.isPassage { recent.note(scan.id, at: instant) }
        return result
    }

    private static func result(
        of scan: Scan, _ verdict: Verdict, at door: Door, on mealDay: Range<Date>?, now: Date, in state: ConferenceState
    ) -> ScanResult {
        let place = door.place
        let inside =
            mealDay.map { state.meals.people(at: place.id, on: $0).count } ?? state.occupancy.inside(place.id)
        let isClosed = verdict.outcome == .refused(.closed, since: nil)
        let elsewhere =
            isClosed || inside >= place.capacity
            ? state.firstWithSpace(door.alternatives, at: now) : nil
        return ScanResult(
            id: scan.id, outcome: verdict.outcome, place: place, board: scan.board, inside: inside,
            badgeName: verdict.badgeName, elsewhere: elsewhere,
            opensAt: isClosed ? state.opening(of: place, at: now).until : nil, letInBy: verdict.letInBy,
            declinesLivestream: place.livestreamed ? verdict.declinesLivestream : nil)
    }

    struct Verdict: Sendable {
        let outcome: ScanOutcome
        var badgeName: String?
        var letInBy: PINHolderID?
        var declinesLivestream = false
        var facts: [Fact] = []
    }

    private static func decide(
        _ scan: Scan, _ reading: BadgeReading, into door: Door, on mealDay: Range<Date>?, at: Date,
        station: StationID, in context: DecisionContext, age: (FactID) -> Duration?
    ) throws -> Verdict {
        if let fact = try context.fact(scan.id) { return try repeated(fact, reading, in: context) }
        let state = context.state
        switch state.holder(of: reading, scannedAt: scan.at) {
        case .failure(let refusal):
            let fact = Fact(
                id: scan.id, at: at, station: station,
                .refused(place: scan.place, reason: refusal.reason, badge: refusal.badge.flatMap(state.named)))
            return Verdict(outcome: .refused(refusal.reason, since: refusal.since), facts: [fact])
        case .success(let badge):
            if let mealDay {
                let name = try context.registration(badge.registration)?.details.badgeName
                return serve(
                    scan, badge, name: name, at: door.place, on: mealDay, at: at, station: station, state, age: age)
            }
            return try decide(scan, of: badge, into: door, at: at, station: station, in: context, age: age)
        }
    }

    /// What a badge that counts comes to.
    private static func decide(
        _ scan: Scan, of badge: Badge, into door: Door, at: Date, station: StationID, in context: DecisionContext,
        age: (FactID) -> Duration?
    ) throws -> Verdict {
        let (state, place) = (context.state, door.place)
        let person = try context.registration(badge.registration)
        let name = person?.details.badgeName
        let passer = try context.passer(with: badge, at: at, in: door.calendar)
        if let direction = doubleScan(scan, of: passer, at: at, in: state, age: age) {
            return Verdict(outcome: .duplicate(of: direction), badgeName: name)
        }
        let enters = enters(scan, passer, state)
        let denial = enters ? denial(of: place, to: passer, scan, at: at, state) : nil
        let letInBy = denial == .full ? scan.letInBy : nil
        if let denial, letInBy == nil {
            let fact = Fact(
                id: scan.id, at: at, station: station,
                .refused(place: place.id, reason: denial, badge: state.named(badge.serial)))
            return Verdict(outcome: .refused(denial, since: nil), badgeName: name, facts: [fact])
        }
        let passage = Passage(
            registration: passer.registration, badge: passer.badge, place: scan.place, letInBy: letInBy)
        let moment = scan.at == nil ? time(at, after: state.lastPassages[passer.registration]) : at
        let (happening, outcome) = way(passage, enters: enters, board: scan.board)
        let fact = Fact(id: scan.id, at: moment, station: station, happening)
        let declines = place.livestreamed && enters && person.flatMap(state.consentsToLivestream) == false
        return Verdict(
            outcome: outcome, badgeName: name, letInBy: letInBy, declinesLivestream: declines, facts: [fact])
    }

    private static func enters(_ scan: Scan, _ passer: Alias, _ state: ConferenceState) -> Bool {
        if scan.board != nil { return true }
        return switch scan.direction {
        case .in: true
        case .out: false
        case .auto: state.occupancy.place(of: passer.registration) != scan.place
        }
    }

    private static func way(
        _ passage: Passage, enters: Bool, board: Int?
    ) -> (happening: Happening, outcome: ScanOutcome) {
        if let board { return (.visited(passage, board: board), .visited) }
        return enters ? (.entered(passage), .entered) : (.left(passage), .left)
    }

    /// Why the door must not let the person in, if so; one that tells of the past has let them in already.
    ///
    /// Whoever is inside is not asked to go, but visits no board of a place that is closed. At a board the person is
    /// inside already, so it may be full.
    private static func denial(
        of place: Place, to passer: Alias, _ scan: Scan, at now: Date, _ state: ConferenceState
    ) -> RefusalReason? {
        guard scan.at == nil else { return nil }
        let isInside = state.occupancy.place(of: passer.registration) == place.id
        if !isInside || scan.board != nil, !state.opening(of: place, at: now).isOpen { return .closed }
        guard !isInside, scan.board == nil, place.limit.refuses else { return nil }
        return state.occupancy.inside(place.id) >= place.capacity ? .full : nil
    }

    /// Keeps two live scans within one millisecond in the order in which they were answered.
    private static func time(_ now: Date, after last: LastPassage?) -> Date {
        last.map { max(now, $0.at + 0.001) } ?? now
    }

    /// The same scan, delivered again.
    private static func repeated(
        _ fact: Fact, _ reading: BadgeReading, in context: DecisionContext
    ) throws -> Verdict {
        switch fact.event {
        case .entered(let passage), .left(let passage), .visited(let passage, _):
            let direction = Movement(fact)?.direction ?? .enters
            // Whoever is recorded as somebody else is known by the badge that is held up again.
            let recorded = try context.registration(passage.registration)
            let holder = recorded == nil ? try context.holder(of: reading) : recorded
            return Verdict(
                outcome: .duplicate(of: direction), badgeName: holder?.details.badgeName,
                letInBy: passage.letInBy)
        case .mealTaken(let passage):
            return Verdict(
                outcome: .duplicate(of: .enters),
                badgeName: try context.registration(passage.registration)?.details.badgeName)
        case .refused(let place, .mealTaken, let badge):
            let since = mealBefore(fact, at: place, of: badge, context.state)
            return Verdict(outcome: .refused(.mealTaken, since: since))
        case .refused(_, let reason, let badge):
            let since = badge.flatMap { context.state.badges[$0]?.revocation?.at }
            return Verdict(outcome: .refused(reason, since: since))
        default:
            return Verdict(outcome: .refused(.unreadable, since: nil))
        }
    }

    private static func doubleScan(
        _ scan: Scan, of passer: Alias, at: Date, in state: ConferenceState, age: (FactID) -> Duration?
    ) -> Movement.Direction? {
        guard scan.direction == .auto, let last = state.lastPassages[passer.registration], last.place == scan.place,
            last.board == scan.board,
            // The time of day may have been set meanwhile; it tells of passages alone that this daemon did not see.
            (age(last.id) ?? .seconds(abs(at.timeIntervalSince(last.at)))) < .seconds(doubleScanSeconds),
            // A place that was emptied since is entered anew.
            (last.direction == .enters) == (state.occupancy.place(of: passer.registration) == scan.place)
        else { return nil }
        return last.direction
    }
}

extension DecisionContext {
    fileprivate func holder(of reading: BadgeReading) throws -> Registration? {
        guard case .success(let badge) = state.holder(of: reading) else { return nil }
        return try registration(badge.registration)
    }
}

extension ConferenceState {
    /// The badge as facts may name it: not at all where its owner's ways are not recorded with them.
    fileprivate func named(_ serial: BadgeSerial) -> BadgeSerial? {
        badges[serial].map { unrecorded.contains($0.registration) } == true ? nil : serial
    }

    /// The first of `places` that has space, with how much.
    fileprivate func firstWithSpace(_ places: [Place], at now: Date) -> Elsewhere? {
        for place in places where opening(of: place, at: now).isOpen {
            let free = place.capacity - occupancy.inside(place.id)
            if free > 0 { return Elsewhere(place: place, free: free) }
        }
        return nil
    }
}

/// A place, with what is looked for when it is full; worked out once.
private final class Door: Sendable {
    let place: Place
    /// Where people may go instead, the nearest first.
    let alternatives: [Place]
    let calendar: EventCalendar

    init(of place: Place, in event: Event, _ calendar: EventCalendar) {
        self.place = place
        self.calendar = calendar
        alternatives = event.alternatives(to: place)
    }
}
