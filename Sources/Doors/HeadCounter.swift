// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Takes what volunteers count by eye, and empties places.
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
        return try await record(.recounted(place, count: count), of: place, request, station)
    }

    /// Lets everybody out of `place` who did not scan; the same request again changes nothing.
    package func clear(
        _ place: PlaceID, because reason: ClearanceReason, request: FactID, at station: StationID
    ) async throws -> HeadCountOutcome {
        guard event.place(place) != nil else { return .unknownPlace }
        return try await record(.placeCleared(place, reason: reason), of: place, request, station)
    }

    private func record(
        _ happening: Happening, of place: PlaceID, _ request: FactID, _ station: StationID
    ) async throws -> HeadCountOutcome {
        let moment = now()
        let isThis = try await journal.decide { context in
            if let known = try context.fact(request) { return Decision(answer: known.event == happening) }
            return Decision(
                recording: [Fact(id: request, at: moment, station: station, happening)], answer: true)
        }
        guard isThis else { return .requestUsedBefore }
        return .recorded(await journal.read { $0.occupancy.count(of: place) })
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
