// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import NIOCore
import Printing

import struct Foundation.Date

/// What a desk follows: how the printers stand, and how far the badges are that it asked for.
struct DeskEventRoutes<Jobs: PrintJobHistory> {
    let feed: DeskFeed<Jobs>
    let jobs: Jobs
    let board: PrinterBoard
    let printJobs: PrintJobViews
    let now: @Sendable () -> Date

    /// Badges that ended are told of for so many seconds after they were asked for.
    private static var memory: Double { 600 }

    func add(to router: GuardedRouter) {
        router.onStream("/api/v1/desk/events", for: .desks, use: follow)
    }

    @Sendable private func follow(_ station: Station) -> EventStream {
        EventStream(wakes: feed.wakes) { try await frame(for: station.id) }
    }

    private struct DeskWire: Encodable {
        struct PrinterWire: Encodable {
            let id: String
            let name: String
            let state: String
            let reasons: [String]
            let isFit: Bool
            @Nullable var labelsLeft: Int?
            @Nullable var fullRoll: Int?
        }

        let printers: [PrinterWire]
        let printJobs: [PrintJobWire]
    }

    private func frame(for station: StationID) async throws -> ByteBuffer {
        let recent = try await jobs.printJobs(askedBy: station, since: now().addingTimeInterval(-Self.memory))
        let printers = printJobs.printers.map { printer in
            let standing = board.standing(of: printer.id)
            return DeskWire.PrinterWire(
                id: printer.id.rawValue, name: printer.name, state: standing.state.rawValue,
                reasons: standing.reasons.map(\.keyword), isFit: standing.isFit,
                labelsLeft: standing.labelsLeft, fullRoll: standing.fullRoll)
        }
        var bytes = ByteBuffer(string: "event: desk\ndata: ")
        bytes.writeImmutableBuffer(
            try Wire.encode(DeskWire(printers: printers, printJobs: recent.map(printJobs.wire))))
        bytes.writeString("\n\n")
        return bytes
    }
}
