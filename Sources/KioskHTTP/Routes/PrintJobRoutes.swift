// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Printing

/// How far a badge's or a card's printing got, and the desk's word for what nothing else can tell.
struct PrintJobRoutes {
    let views: PrintJobViews

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/print-jobs/:id", for: [.desk, .supervisor, .organizer], use: show)
        router.on(.post, "/api/v1/print-jobs/:id/resolution", for: .desks, use: resolve)
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        guard let view = try await views.view(of: try id(context)) else { throw Problem.unknownPrintJob }
        return try Wire.response(view)
    }

    private struct ResolutionBody: Decodable {
        let printed: Bool
    }

    @Sendable private func resolve(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: ResolutionBody.self, context)
        let id = try id(context)
        guard let standing = try await views.store.printJob(id) else { throw Problem.unknownPrintJob }
        guard case .unknown = standing.state,
            let resolved = try await views.store.resolvePrintJob(id, printed: body.printed)
        else { throw Problem.notUnknown }
        return try Wire.response(views.wire(resolved))
    }

    private func id(_ context: KioskContext) throws -> PrintJobID {
        guard let id = PrintJobID(try context.parameters.require("id")) else { throw Problem.unknownPrintJob }
        return id
    }
}

/// Print jobs as the desk sees them.
struct PrintJobViews: Sendable {
    let store: any PrintJobStore
    let printers: [NamedPrinter]

    func view(of id: PrintJobID?) async throws -> PrintJobWire? {
        guard let id else { return nil }
        return try await store.printJob(id).map(wire)
    }

    func wire(_ job: PrintJob) -> PrintJobWire {
        PrintJobWire(job, printerName: printers.first { $0.id == job.printer }?.name ?? job.printer.rawValue)
    }
}

struct PrintJobWire: Encodable {
    struct PrinterRef: Encodable {
        let id: String
        let name: String
    }

    let id: String
    let state: String
    let printer: PrinterRef
    let reasons: [String]
    /// `scanned`: the volunteer scans the badge; `printed`: there is nothing left to do.
    let activation: String

    init(_ job: PrintJob, printerName: String) {
        id = job.id.description
        state = job.state.name
        printer = PrinterRef(id: job.printer.rawValue, name: printerName)
        reasons = job.state.reasons.map(\.keyword)
        activation = job.activation.rawValue
    }
}

extension Problem {
    fileprivate static let unknownPrintJob = Problem(.notFound, "unknownPrintJob", "There is no such print job.")
    fileprivate static let notUnknown = Problem(
        .conflict, "notUnknown", "What became of this print job is known; there is nothing to answer.")
}
