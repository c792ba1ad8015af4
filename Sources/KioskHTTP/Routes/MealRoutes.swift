// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird

/// Numbers for the kitchen: counts by need and place, and nobody's name.
struct MealRoutes<Store: Journal & Roster> {
    let desk: MealDesk<Store>
    let event: Event

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/meals", for: [.desk, .supervisor, .organizer], use: show)
        router.on(.get, "/api/v1/export/meals.csv", for: [.organizer], use: table)
        router.on(.get, "/api/v1/export/meals.json", for: [.organizer], use: list)
    }

    private struct ReportWire: Encodable {
        struct NeedWire: Encodable {
            @Nullable var need: String?
            let expected: Int
            let checkedIn: Int
        }

        struct TakenWire: Encodable {
            @Nullable var need: String?
            let taken: Int
        }

        struct DayWire: Encodable {
            let day: String
            let taken: Int
            let byNeed: [TakenWire]
        }

        struct PlaceWire: Encodable {
            let id: String
            let name: String
            let days: [DayWire]
        }

        let expected: Int
        let checkedIn: Int
        let needs: [NeedWire]
        let places: [PlaceWire]

        init(_ report: MealReport) {
            expected = report.needs.map(\.expected).reduce(0, +)
            checkedIn = report.needs.map(\.checkedIn).reduce(0, +)
            needs = report.needs.map { NeedWire(need: $0.name, expected: $0.expected, checkedIn: $0.checkedIn) }
            places = report.places.map { served in
                PlaceWire(
                    id: served.place.id.rawValue, name: served.place.name,
                    days: served.days.map { day in
                        DayWire(
                            day: day.day, taken: day.taken.reduce(0, +),
                            byNeed: zip(report.needs, day.taken).map { TakenWire(need: $0.name, taken: $1) })
                    })
            }
        }
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        try Wire.response(ReportWire(try await desk.report()))
    }

    /// One need, at one place on one day; without a place that gives meals, the list's numbers alone.
    private struct LineWire: Encodable {
        @Nullable var id: String?
        @Nullable var name: String?
        @Nullable var day: String?
        @Nullable var need: String?
        let expected: Int
        let checkedIn: Int
        let taken: Int
    }

    private func lines() async throws -> [LineWire] {
        let report = try await desk.report()
        var lines: [LineWire] = []
        for served in report.places {
            for day in served.days {
                lines += zip(report.needs, day.taken).map { need, taken in
                    LineWire(
                        id: served.place.id.rawValue, name: served.place.name, day: day.day, need: need.name,
                        expected: need.expected, checkedIn: need.checkedIn, taken: taken)
                }
            }
        }
        guard lines.isEmpty else { return lines }
        return report.needs.map {
            LineWire(
                id: nil, name: nil, day: nil, need: $0.name, expected: $0.expected, checkedIn: $0.checkedIn, taken: 0)
        }
    }

    @Sendable private func list(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        try file.json(try await lines())
    }

    @Sendable private func table(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        var table = CSVLines(header: ["id", "name", "day", "need", "expected", "checkedIn", "taken"])
        for line in try await lines() {
            table.add([
                line.id ?? "", line.name ?? "", line.day ?? "", line.need ?? "", String(line.expected),
                String(line.checkedIn), String(line.taken),
            ])
        }
        return file.csv(table)
    }

    private var file: ExportFile { ExportFile(event: event.id, subject: "meals") }
}
