// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird

/// How much each desk looked up of late; nothing tells what.
struct DeskWatchRoutes<Store: Journal> {
    let watch: DeskWatch<Store>
    let stationNames: StationNames

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/desk-watch", for: [.organizer, .operator], use: show)
    }

    private struct Answer: Encodable {
        struct Desk: Encodable {
            let id: String
            @Nullable var name: String?
            let lookups: Int
            let shown: Int
            let opened: Int
            let checkIns: Int
            let marks: [String]
        }

        let minutes = 60
        let unrecorded: Int
        let desks: [Desk]
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let names = try await stationNames.all()
        let desks = await watch.standings().map { standing in
            Answer.Desk(
                id: standing.station.description, name: names.name(of: standing.station),
                lookups: standing.tally.lookups, shown: standing.tally.shown, opened: standing.tally.opened,
                checkIns: standing.tally.checkIns, marks: standing.marks.map(\.rawValue))
        }
        return try Wire.response(Answer(unrecorded: watch.unrecorded, desks: desks))
    }
}
