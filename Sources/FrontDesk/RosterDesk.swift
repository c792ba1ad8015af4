// SPDX-License-Identifier: Apache-2.0

package import Conference
package import Foundation

/// Takes back what was ticked on the paper roster: one scan of a name's code is one check-in.
package struct RosterDesk<Store: Journal & Roster, Key: BadgeSigner>: Sendable {
    private let store: Store
    private let checkIns: CheckInDesk<Store, Key>
    private let reader: RosterReader<Key>
    private let now: @Sendable () -> Date

    /// A tick is no older than that, and no younger than clocks that differ.
    private static var oldest: TimeInterval { 14 * 86_400 }
    private static var youngest: TimeInterval { 60 }

    package init(
        store: Store, event: Event, checkIns: CheckInDesk<Store, Key>, key: Key,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.store = store
        self.checkIns = checkIns
        reader = RosterReader(event: event.id, sealer: key)
        self.now = now
    }

    /// Checks in whoever stands beside the code, as of when they were ticked; the same request again changes nothing.
    ///
    /// Whoever compared and ticked had the agreement to the code of conduct, as the paper says.
    package func take(
        _ tick: RosterTick, at station: StationID, badge source: BadgeSource?
    ) async throws -> RosterTickOutcome {
        guard let id = reader.read(tick.code), let person = try await store.registration(id) else {
            return .notOfRoster
        }
        if let at = tick.at, !(now() - Self.oldest...now() + Self.youngest).contains(at) { return .impossibleTime }
        let request = CheckInRequest(
            id: tick.id, registration: id, evidence: .paper, agreesToCodeOfConduct: true,
            at: tick.at.map { min($0, now()).roundedToMilliseconds })
        return .answered(person, try await checkIns.checkIn(request, at: station, badge: source))
    }
}

/// A code of the roster that was scanned because its name is ticked.
package struct RosterTick: Sendable {
    package let id: FactID
    /// As the scanner delivered it.
    package let code: String
    /// When the tick was made, if somebody knows.
    package let at: Date?

    package init(id: FactID, code: String, at: Date?) {
        self.id = id
        self.code = code
        self.at = at
    }
}

package enum RosterTickOutcome: Equatable, Sendable {
    case answered(Registration, CheckInOutcome)
    /// No code of this event's roster, or of somebody who is gone from the list.
    case notOfRoster
    case impossibleTime
}
