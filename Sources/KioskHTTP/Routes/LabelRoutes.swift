// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Printing

/// Saying how many labels are in a printer, after a new roll was put in.
struct LabelRoutes<Store: Journal & PrintJobHistory> {
    let keeper: LabelKeeper<Store>
    let printers: [NamedPrinter]

    func add(to router: GuardedRouter) {
        router.on(.post, "/api/v1/printers/:id/labels", for: .desks, use: load)
    }

    private struct LabelsBody: Codable {
        let count: Int
    }

    /// The same again is no harm: it says what is there now.
    @Sendable private func load(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let id = PrinterID(try context.parameters.require("id"))
        guard let id, printers.contains(where: { $0.id == id }) else { throw Problem.unknownPrinter }
        let body = try await request.body(as: LabelsBody.self, context)
        guard (1...100_000).contains(body.count) else {
            throw Problem.malformed("count must be a whole number from 1 to 100000.")
        }
        try await keeper.load(id, count: body.count, at: station.id)
        return try Wire.response(body)
    }
}

extension Problem {
    fileprivate static let unknownPrinter = Problem(.notFound, "unknownPrinter", "The event has no such printer.")
}
