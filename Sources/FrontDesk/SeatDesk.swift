// SPDX-License-Identifier: Apache-2.0

package import Conference
import Synchronization

package import struct Foundation.Date

/// Gives seats: releases those of people who have not come, and says where everybody stands.
///
/// Each release is one decision of the journal, so that no seat goes to two people, however many desks ask at once.
package final class SeatDesk<Store: Journal & Roster>: Sendable {
    private let store: Store
    private let rules: AdmissionRules?
    private let now: @Sendable () -> Date
    private let held = Mutex<(revision: Int, roster: SeatRoster)?>(nil)

    package init(store: Store, rules: AdmissionRules?, now: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.rules = rules
        self.now = now
    }

    /// Releases the seats of those who have not come; the same request again is the same release.
    ///
    /// A release that `isDue` by the event file is on record also when it came to nothing, so that it happens once; it
    /// waits for a list that has somebody on it.
    package func release(
        request: FactID, isDue: Bool = false, at station: StationID?
    ) async throws -> SeatReleaseOutcome {
        let stamp = Stamp(at: now(), station: station)
        return try await store.decide { [rules] context in
            if let known = try context.fact(request) {
                guard case .seatsReleased(let count) = known.event else { return Decision(answer: .requestUsedBefore) }
                return Decision(answer: .released(count, at: known.at))
            }
            let roster = try context.seatRoster()
            let exchange = SeatPlan(context.state, roster, rules).release(at: stamp.at)
            let isNothing = exchange.released.isEmpty
            if isNothing, !isDue || roster.accepted.isEmpty {
                return Decision(answer: .nothingToRelease(free: exchange.free))
            }
            let release = Fact(id: request, at: stamp.at, station: station, .seatsReleased(exchange.count))
            let facts =
                [release] + exchange.forfeited.map { stamp.fact(.seatForfeited($0)) }
                + exchange.released.map { stamp.fact(.waitlistReleased($0)) }
            return Decision(recording: facts, answer: .released(exchange.count, at: release.at))
        }
    }

    /// Puts somebody who lost their seat at the end of the waiting list, once.
    package func join(
        _ id: RegistrationID, request: FactID, at station: StationID
    ) async throws -> SeatRequestOutcome {
        try await ask(for: id, request: request, at: station) { standing in
            guard case .forfeited = standing else { return nil }
            return .waitlistJoined(id)
        }
    }

    /// Gives somebody a seat by the word of whoever asks, also over the count.
    package func grant(
        _ id: RegistrationID, request: FactID, at station: StationID
    ) async throws -> SeatRequestOutcome {
        try await ask(for: id, request: request, at: station) { standing in
            standing.hasSeat ? nil : .seatGranted(id)
        }
    }

    /// Records what `happening` makes of the person's standing, or nothing where it makes nothing of it.
    private func ask(
        for id: RegistrationID, request: FactID, at station: StationID,
        _ happening: @escaping @Sendable (SeatStanding) -> Happening?
    ) async throws -> SeatRequestOutcome {
        let moment = now()
        return try await store.decide { [rules] context in
            guard let registration = try context.registration(id) else { return Decision(answer: .unknownRegistration) }
            let roster = try context.seatRoster()
            let view: @Sendable (ConferenceState) -> SeatRequestOutcome = { state in
                .standing(state.seatView(of: registration, in: roster, by: rules, at: moment))
            }
            let event = happening(context.state.standing(of: registration))
            if let known = try context.fact(request) {
                guard [.waitlistJoined(id), .seatGranted(id)].contains(known.event) else {
                    return Decision(answer: .requestUsedBefore)
                }
                return Decision(answering: view)
            }
            guard let event, !Self.isInLine(id, event, context.state) else { return Decision(answering: view) }
            return Decision(
                recording: [Fact(id: request, at: moment, station: station, event)], answering: view)
        }
    }

    private static func isInLine(_ id: RegistrationID, _ event: Happening, _ state: ConferenceState) -> Bool {
        event == .waitlistJoined(id) && state.seats.joined.contains(id)
    }
}

// MARK: - What is said

extension SeatDesk {
    /// Where each of these people stands.
    package func standings(of registrations: [Registration]) async throws -> [SeatView] {
        let roster = try await roster()
        let moment = now()
        return await store.read { [rules] state in
            registrations.map { state.seatView(of: $0, in: roster, by: rules, at: moment) }
        }
    }

    /// The seats as they are, and what a release would do now.
    package func overview() async throws -> SeatOverview {
        let roster = try await roster()
        let moment = now()
        return await store.read { [rules] state in
            let plan = SeatPlan(state, roster, rules)
            return SeatOverview(
                plan: plan, isCounted: state.countsSeats(by: rules),
                released: plan.absent.count { state.seats.released[$0] != nil },
                forfeited: state.seats.forfeited.keys.count { state.checkIns[$0] == nil },
                lastRelease: state.seats.lastRelease, nextRelease: rules?.nextRelease(after: moment),
                exchange: plan.release(at: moment))
        }
    }

    private func roster() async throws -> SeatRoster {
        let revision = await store.rosterRevision()
        if let known = held.withLock({ $0 }), known.revision == revision { return known.roster }
        let fresh = SeatRoster(try await store.registrations())
        held.withLock { known in
            if known.map({ $0.revision < revision }) ?? true { known = (revision, fresh) }
        }
        return fresh
    }
}

package enum SeatReleaseOutcome: Equatable, Sendable {
    case released(SeatReleaseCount, at: Date)
    /// Nobody waits, or no seat is there to give.
    case nothingToRelease(free: Int)
    /// The request's identifier belongs to something else that happened.
    case requestUsedBefore
}

package enum SeatRequestOutcome: Equatable, Sendable {
    case standing(SeatView)
    case unknownRegistration
    case requestUsedBefore
}

/// All seats at one moment.
package struct SeatOverview: Equatable, Sendable {
    package let plan: SeatPlan
    /// Whether the event counts its seats.
    package let isCounted: Bool
    /// How many who were given a seat have not come yet.
    package let released: Int
    /// How many lost their seat and have not come since.
    package let forfeited: Int
    package let lastRelease: SeatRelease?
    package let nextRelease: Date?
    /// What a release would do now.
    package let exchange: SeatExchange
}
