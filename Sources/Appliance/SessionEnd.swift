// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Sealing

/// The end of a place's hours, where the event file says that nobody is inside any more then.
struct SessionEnd: Equatable {
    let place: PlaceID
    let at: Date

    /// The ends of all hours of the event that clear their place.
    static func all(of event: Event) -> [SessionEnd] {
        event.places.filter { $0.whenClosed == .clear }.flatMap { place in
            place.hours.map { SessionEnd(place: place.id, at: $0.closes) }
        }
    }

    /// The facts that are due by `now`: one for each end at which somebody was inside.
    static func due(_ ends: [SessionEnd], at now: Date, in event: Slug<Event>, _ occupancy: Occupancy) -> [Fact] {
        ends.filter { $0.at <= now && occupancy.inside($0.place, at: $0.at) > 0 }.map { $0.fact(in: event) }
    }

    /// The fact that the place is empty; its identifier follows from event, place and time, so that there is one.
    private func fact(in event: Slug<Event>) -> Fact {
        let words = ["sessionEnded", event.rawValue, place.rawValue, String(at.milliseconds)]
        return Fact(
            id: FactID(UUID(digest: .origin.following(words))), at: at, station: nil,
            .placeCleared(place, reason: .sessionEnded))
    }
}
