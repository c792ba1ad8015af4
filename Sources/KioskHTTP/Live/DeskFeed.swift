// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Printing
import ServiceLifecycle

/// Wakes the desks' streams: when a print job or a printer's standing has changed, and at each heartbeat.
final class DeskFeed<Jobs: PrintJobHistory>: Service {
    private let jobs: Jobs
    private let board: PrinterBoard
    private let wake = ChangeSignal()

    /// Readers take more than two missed beats for a lost line.
    private static var heartbeat: Duration { .seconds(2) }
    private static var shortestPause: Duration { .milliseconds(100) }

    init(jobs: Jobs, board: PrinterBoard) {
        self.jobs = jobs
        self.board = board
    }

    func wakes() -> ChangeSignal.Subscription { wake.subscribe() }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.follow(self.jobs.printJobChanges()) }
                group.addTask { await self.follow(self.board.changes()) }
                group.addTask { await self.beat() }
            }
        }
    }

    private func follow(_ changes: AsyncStream<Void>) async {
        for await _ in changes {
            wake.send()
            // Cancelled by a shutdown: the loop ends by itself.
            try? await Task.sleep(for: Self.shortestPause)
        }
    }

    private func beat() async {
        while !Task.isCancelled {
            // Cancelled by a shutdown: the condition ends the loop.
            try? await Task.sleep(for: Self.heartbeat)
            wake.send()
        }
    }
}
