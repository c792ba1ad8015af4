// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

/// The figures of all places, as `GET /occupancy` and each event frame give them.
struct OccupancyWire: Encodable {
    struct PlaceFigures: Encodable {
        let id: String
        let name: String
        let kind: String
        let capacity: Int
        let livestreamed: Bool
        let inside: Int
        let visitors: Int
        let peak: Int
        @Nullable var peakAt: Date?
    }

    let asOf: Date
    let sequence: Int64
    let checkedIn: Int
    let registered: Int
    let building: Int
    let places: [PlaceFigures]

    init(_ report: OccupancyReport, of event: Event) {
        asOf = report.asOf
        sequence = report.sequence
        checkedIn = report.checkedIn
        registered = report.registered
        building = report.building
        places = report.lines.compactMap { line -> PlaceFigures? in
            guard let place = event.place(line.place) else { return nil }
            return PlaceFigures(
                id: place.id.rawValue, name: place.name, kind: place.kind.rawValue, capacity: place.capacity,
                livestreamed: place.livestreamed, inside: line.count.inside, visitors: line.count.visitors,
                peak: line.count.peak, peakAt: line.count.peakAt)
        }
    }
}
