// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird

/// How often the boards of poster sessions were visited.
struct PosterBoardRoutes<Store: Journal> {
    let event: Event
    let store: Store

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/places/:id/boards", for: [.organizer], use: show)
        router.on(.get, "/api/v1/export/boards.csv", for: [.organizer], use: table)
        router.on(.get, "/api/v1/export/boards.json", for: [.organizer], use: list)
    }

    private struct BoardWire: Encodable {
        let board: Int
        let visits: Int
        let people: Int

        init(_ count: BoardCount) {
            board = count.board
            visits = count.visits
            people = count.people
        }
    }

    private struct PlaceBoardsWire: Encodable {
        let place: String
        let boards: [BoardWire]
    }

    @Sendable private func show(_ request: Request, _ context: KioskContext, _ station: Station) async throws
        -> Response
    {
        guard let id = PlaceID(try context.parameters.require("id")), let place = event.place(id) else {
            throw Problem.unknownPlace
        }
        return try Wire.response(
            PlaceBoardsWire(place: place.id.rawValue, boards: await counts(of: place).map(BoardWire.init)))
    }

    private func counts(of place: Place) async -> [BoardCount] {
        await store.read { $0.boardVisits.counts(of: place.id, boards: place.boards) }
    }

    private struct LineWire: Encodable {
        let id: String
        let name: String
        let board: Int
        let visits: Int
        let people: Int
    }

    private func lines() async -> [LineWire] {
        var lines: [LineWire] = []
        for place in event.places {
            lines += await counts(of: place).map {
                LineWire(
                    id: place.id.rawValue, name: place.name, board: $0.board, visits: $0.visits, people: $0.people)
            }
        }
        return lines
    }

    @Sendable private func list(_ request: Request, _ context: KioskContext, _ station: Station) async throws
        -> Response
    {
        try file.json(await lines())
    }

    @Sendable private func table(_ request: Request, _ context: KioskContext, _ station: Station) async throws
        -> Response
    {
        var table = CSVLines(header: ["id", "name", "board", "visits", "people"])
        for line in await lines() {
            table.add([line.id, line.name, String(line.board), String(line.visits), String(line.people)])
        }
        return file.csv(table)
    }

    private var file: ExportFile { ExportFile(event: event.id, subject: "boards") }
}
