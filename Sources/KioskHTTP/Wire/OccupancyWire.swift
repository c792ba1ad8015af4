// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

/// The figures of all places, as `GET /occupancy` and each event frame give them.
struct OccupancyWire: Encodable, Sendable {
    let asOf: Date
    let sequence: Int64
    @Nullable var checkedIn: Int?
    @Nullable var registered: Int?
    @Nullable var building: Int?
    var places: [PlaceFiguresWire]

    init(_ report: OccupancyReport, _ activity: ActivityReport?, of event: Event, at now: Date) {
        asOf = report.asOf
        sequence = report.sequence
        checkedIn = report.checkedIn
        registered = report.registered
        building = report.building
        places = report.lines.compactMap { line in
            event.place(line.place).map {
                PlaceFiguresWire($0, line.count, $0.opening(at: now, line.turn), activity?.activity(of: $0.id))
            }
        }
    }
}

extension OccupancyWire {
    /// What a door of `place` is told: its own figures, and nobody else's.
    func only(_ place: PlaceID) -> OccupancyWire {
        var own = self
        own.checkedIn = nil
        own.registered = nil
        own.building = nil
        own.places = places.filter { $0.id == place.rawValue }
        return own
    }
}

/// The figures of one place.
struct PlaceFiguresWire: Encodable, Sendable {
    struct RecountWire: Encodable, Sendable {
        let at: Date
        let count: Int
        /// The figure that the count corrected.
        let before: Int
    }

    /// What happened of late.
    struct LatelyWire: Encodable, Sendable {
        /// People inside whom no door has seen since then.
        let unseen: Int
        let unseenSince: Date
        /// Within so many minutes.
        let minutes: Int
        let entered: Int
        let left: Int
        /// People inside at each of the last full minutes.
        let trend: [Int]
    }

    let id: String
    let name: String
    let kind: String
    let capacity: Int
    let limit: String
    let livestreamed: Bool
    let stepFree: Bool
    /// Whether people are let in.
    let open: Bool
    /// When the event file's hours change that.
    @Nullable var until: Date?
    let inside: Int
    let visitors: Int
    let peak: Int
    @Nullable var peakAt: Date?
    @Nullable var lastRecount: RecountWire?
    /// `nil` in the answer to a head count, and while the daemon starts.
    @Nullable var lately: LatelyWire?

    init(_ place: Place, _ count: PlaceCount, _ opening: PlaceOpening, _ activity: PlaceActivity? = nil) {
        id = place.id.rawValue
        name = place.name
        kind = place.kind.rawValue
        capacity = place.capacity
        limit = place.limit.rawValue
        livestreamed = place.livestreamed
        stepFree = place.stepFree
        open = opening.isOpen
        until = opening.until
        inside = count.inside
        visitors = count.visitors
        peak = count.peak
        peakAt = count.peakAt
        lastRecount = count.lastRecount.map { RecountWire(at: $0.at, count: $0.count, before: $0.before) }
        lately = activity.map {
            LatelyWire(
                unseen: $0.unseen, unseenSince: $0.unseenSince, minutes: Int(PlaceActivity.flowSeconds) / 60,
                entered: $0.entered, left: $0.left, trend: $0.trend)
        }
    }
}
