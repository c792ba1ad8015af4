// SPDX-License-Identifier: Apache-2.0

package import Conference
package import Logging
import ServiceLifecycle

import struct Foundation.Date

/// Counts the labels that are left in each printer, from the journal, so that a restart forgets nothing.
package struct LabelKeeper<Store: Journal & PrintJobHistory>: Service {
    private let store: Store
    private let board: PrinterBoard
    private let printers: [PrinterID]
    private let logger: Logger
    private let now: @Sendable () -> Date

    package init(
        store: Store, board: PrinterBoard, printers: [PrinterID], logger: Logger
    ) {
        self.store = store
        self.board = board
        self.printers = printers
        self.logger = logger
        now = { Date() }
    }

    /// Puts on record that so many labels are in the printer now, and shows it at once.
    package func load(_ printer: PrinterID, count: Int, at station: StationID) async throws {
        let fact = Fact(at: now(), station: station, .labelsLoaded(printer, count: count))
        try await store.decide { _ in Decision(recording: [fact], answer: ()) }
        await show(printer)
    }

    package func run() async throws {
        let wake = ChangeSignal()
        let wakes = wake.listen()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { for await _ in store.printJobChanges() { wake.send() } }
                group.addTask { for await _ in board.changes() { wake.send() } }
                group.addTask {
                    await reckon()
                    for await _ in wakes { await reckon() }
                }
            }
        }
    }

    private func reckon() async {
        for printer in printers {
            await show(printer)
            guard let correction = board.labels(in: printer).correction else { continue }
            do {
                try await correct(printer, to: correction)
            } catch {
                logger.error(
                    "labels not counted", metadata: ["printer": "\(printer)", "error.type": "\(type(of: error))"])
            }
        }
    }

    /// Records the correction unless the count has changed meanwhile; then there is another one, or none.
    private func correct(_ printer: PrinterID, to count: Int) async throws {
        let seen = board.count(of: printer)
        let fact = Fact(at: now(), station: nil, .labelsLoaded(printer, count: count))
        try await store.decide { context in
            Decision(recording: context.state.labels[printer] == seen ? [fact] : [], answer: ())
        }
        await show(printer)
    }

    private func show(_ printer: PrinterID) async {
        board.counted(printer, await store.read { $0.labels[printer] }, at: now())
    }
}
