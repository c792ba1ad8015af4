// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// What the boards show: the figures of all places at one point of the journal.
package struct OccupancyReport: Equatable, Sendable {
    package struct Line: Equatable, Sendable {
        package let place: PlaceID
        package let count: PlaceCount
        /// The last time that somebody opened or closed the place.
        package let turn: PlaceTurn?

        package init(place: PlaceID, count: PlaceCount, turn: PlaceTurn? = nil) {
            self.place = place
            self.count = count
            self.turn = turn
        }
    }

    /// The number of the last fact that these figures hold.
    package let sequence: Int64
    package let asOf: Date
    package let checkedIn: Int
    package let registered: Int
    package let building: Int
    package let lines: [Line]

    package init(
        sequence: Int64, asOf: Date, checkedIn: Int, registered: Int, building: Int, lines: [Line]
    ) {
        self.sequence = sequence
        self.asOf = asOf
        self.checkedIn = checkedIn
        self.registered = registered
        self.building = building
        self.lines = lines
    }

    package init(_ state: ConferenceState, places: [PlaceID], sequence: Int64, registered: Int, asOf: Date) {
        self.init(
            sequence: sequence, asOf: asOf, checkedIn: state.checkIns.count, registered: registered,
            building: state.occupancy.building,
            lines: places.map {
                Line(place: $0, count: state.occupancy.count(of: $0), turn: state.placeLog.turn(of: $0))
            })
    }

    /// Whether nothing on a board would change.
    package func hasSameFigures(as other: OccupancyReport) -> Bool {
        checkedIn == other.checkedIn && registered == other.registered && building == other.building
            && lines == other.lines
    }
}

/// What happened of late at all places, looked at less often than the figures.
package struct ActivityReport: Equatable, Sendable {
    private let activities: [PlaceID: PlaceActivity]
    private let quiet: PlaceActivity

    package init(_ occupancy: Occupancy, at now: Date, unseenAfter patience: Double) {
        activities = occupancy.activity(at: now, unseenAfter: patience)
        quiet = .none(at: now, unseenAfter: patience)
    }

    package func activity(of place: PlaceID) -> PlaceActivity { activities[place] ?? quiet }
}

/// Where the boards get their figures from, without ever waiting for the writer.
package protocol OccupancySource: Sendable {
    /// The figures after the last commit.
    var report: OccupancyReport { get }

    /// Wakes after each change of the figures; several changes may be one wake. The end of the stream is the end of
    /// the subscription.
    func reportChanges() -> AsyncStream<Void>
}
