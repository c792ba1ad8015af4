// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird

import struct Foundation.Date

/// The figures to take away: each change of each place as a table, and which rooms are full.
struct ExportRoutes<Store: Journal> {
    let event: Event
    let store: Store
    let now: @Sendable () -> Date

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/export/occupancy.csv", for: [.organizer], use: table)
        router.on(.get, "/api/v1/export/occupancy.json", for: [.organizer], use: list)
        router.on(.get, "/api/v1/export/rooms.json", for: [.organizer, .wall], use: rooms)
    }

    /// One change of one place's figure.
    private struct ChangeWire: Encodable {
        let id: String
        let name: String
        let time: Date
        let inside: Int
        let cause: String
        /// The identifier of who let the person in although the place was full.
        @Nullable var letInBy: String?
    }

    /// Each place's own in order; one look at the state for each, so that no door waits for all.
    private func changes() async -> [ChangeWire] {
        let end = now()
        var changes: [ChangeWire] = []
        for place in event.places {
            let (series, letIns) = await store.read { state in
                (
                    state.occupancy.series(of: place.id, from: .distantPast, to: end),
                    state.placeLog.letIns(to: place.id)
                )
            }
            let holders = Dictionary(uniqueKeysWithValues: letIns.map { ($0.passage, $0.by.rawValue) })
            changes += series.steps.map {
                ChangeWire(
                    id: place.id.rawValue, name: place.name, time: $0.at, inside: $0.inside, cause: $0.cause.rawValue,
                    letInBy: $0.cause == .entered ? holders[$0.fact] : nil)
            }
        }
        return changes
    }

    @Sendable private func list(_ request: Request, _ context: KioskContext, _ station: Station) async throws
        -> Response
    {
        try file.json(await changes())
    }

    @Sendable private func table(_ request: Request, _ context: KioskContext, _ station: Station) async throws
        -> Response
    {
        var lines = CSVLines(header: ["id", "name", "time", "inside", "cause", "letInBy"])
        for change in await changes() {
            lines.add([
                change.id, change.name, Wire.text(change.time), String(change.inside), change.cause,
                change.letInBy ?? "",
            ])
        }
        return file.csv(lines)
    }

    private var file: ExportFile { ExportFile(event: event.id, subject: "occupancy") }

    /// A room as conference apps read it.
    private struct RoomWire: Encodable {
        let roomname: String
        /// `1` for a full room or a closed one, `0` for one with space.
        let state: String
    }

    @Sendable private func rooms(_ request: Request, _ context: KioskContext, _ station: Station) async throws
        -> Response
    {
        let rooms = event.places.filter { $0.kind == .room }
        let moment = now()
        let full = await store.read { state in
            rooms.map {
                state.occupancy.inside($0.id) >= $0.capacity || !state.opening(of: $0, at: moment).isOpen
            }
        }
        return try Wire.response(zip(rooms, full).map { RoomWire(roomname: $0.name, state: $1 ? "1" : "0") })
    }
}
