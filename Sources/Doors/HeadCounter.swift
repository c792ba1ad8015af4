// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Takes what volunteers count by eye, and empties, opens and closes places.
package struct HeadCounter<Store: Journal>: Sendable {
    private let journal: Store
    private let event: Event
    private let now: @Sendable () -> Date

    /// Larger counts are typing errors.
    package static var most: Int { 100_000 }

    package init(journal: Store, event: Event, now: @escaping @Sendable () -> Date = { Date() }) {
        self.journal = journal
        self.event = event
        self.now = now
    }

    /// Puts a head count on record, which corrects the figure from now on; the same request again changes nothing.
    package func recount(
        _ place: PlaceID, _ count: Int, request: FactID, at station: StationID
    ) async throws -> HeadCountOutcome {
        guard event.place(place) != nil else { return .unknownPlace }
        guard (0...Self.most).contains(count) else { return .impossible }
        return try await record([.recounted(place, count: count)], of: place, request, station)
    }

    /// Lets everybody out of `place` who did not scan; the same request again changes nothing.
    package func clear(
        _ place: PlaceID, because reason: ClearanceReason, request: FactID, at station: StationID
    ) async throws -> HeadCountOutcome {
        guard event.place(place) != nil else { return .unknownPlace }
        return try await record([.placeCleared(place, reason: reason)], of: place, request, station)
    }

    /// Lets people into `place` from now on, or no longer; what its closing does to those inside is on record with it.
    package func turn(
        _ place: PlaceID, open: Bool, by holder: PINHolderID?, request: FactID, at station: StationID
    ) async throws -> HeadCountOutcome {
        guard let rule = event.place(place)?.whenClosed else { return .unknownPlace }
        if open { return try await record([.placeOpened(place, by: holder)], of: place, request, station) }
        let clearance = rule == .clear ? [Happening.placeCleared(place, reason: .closed)] : []
        return try await record([.placeClosed(place, by: holder)] + clearance, of: place, request, station)
    }

    /// Puts what happened on record; the request is the identifier of what comes first.
    private func record(
        _ happenings: [Happening], of place: PlaceID, _ request: FactID, _ station: StationID
    ) async throws -> HeadCountOutcome {
        let moment = now()
        return try await journal.decide { context in
            let known = try context.fact(request)
            guard known == nil || known?.event == happenings.first else {
                return Decision(answer: .requestUsedBefore)
            }
            // The clock may have gone back: what is turned last holds.
            let at =
                context.state.placeLog.turn(of: place).map { max(moment, $0.at.addingTimeInterval(0.001)) } ?? moment
            let facts = happenings.enumerated().map { index, happening in
                Fact(id: index == 0 ? request : FactID(), at: at, station: station, happening)
            }
            return Decision(recording: known == nil ? facts : []) { .recorded($0.occupancy.count(of: place)) }
        }
    }
}

package enum HeadCountOutcome: Equatable, Sendable {
    /// On record; the place's figures since then.
    case recorded(PlaceCount)
    case unknownPlace
    /// No number of people.
    case impossible
    case requestUsedBefore
}
