// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Sealing

/// The end of one of the event's days: from then on nobody is inside who came before.
struct DayEnd: Equatable {
    /// As `yyyy-mm-dd` in the event's time zone.
    let day: String
    let at: Date

    /// The ends of all of the event's days, in order; none when people stay overnight.
    static func all(of file: EventFile) -> [DayEnd] {
        guard let grace = file.clearAfterClosingMinutes, let zone = TimeZone(identifier: file.event.timeZone) else {
            return []
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return file.event.days.compactMap { day in
            let parts = day.split(separator: "-").compactMap { Int($0) }
            guard parts.count == 3 else { return nil }
            let closing = DateComponents(
                year: parts[0], month: parts[1], day: parts[2], hour: file.closes.hour, minute: file.closes.minute)
            return calendar.date(from: closing).map { DayEnd(day: day, at: $0 + Double(60 * grace)) }
        }
    }

    /// The facts that are due by `now`: one for each place where somebody was inside when a day ended.
    ///
    /// What doors deliver late is seen in its own time, so a fact may fall due days after its day.
    static func due(_ ends: [DayEnd], at now: Date, places: [PlaceID], in event: Slug<Event>, _ occupancy: Occupancy)
        -> [Fact]
    {
        ends.filter { $0.at <= now }.flatMap { end in
            places.filter { occupancy.inside($0, at: end.at) > 0 }.map { end.fact(for: $0, in: event) }
        }
    }

    /// The fact that `place` is empty; its identifier follows from event, day and place, so that there is one.
    func fact(for place: PlaceID, in event: Slug<Event>) -> Fact {
        Fact(
            id: FactID(UUID(digest: .origin.following(["dayEnded", event.rawValue, day, place.rawValue]))), at: at,
            station: nil, .placeCleared(place, reason: .dayEnded))
    }
}

extension UUID {
    /// A UUID of version 8, which RFC 9562 leaves to whoever makes it: the digest's first bytes.
    init(digest: ChainDigest) {
        var bytes = digest.bytes
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        self = bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
