// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

/// Turns changes of the figures into event frames: the first at once, then at most one in 100 ms.
///
/// A frame is encoded once for everybody. A reader has one wake flag, so that a slow screen slows down nobody.
final class OccupancyFeed<Source: OccupancySource>: Service {
    private let source: Source
    private let event: Event
    private let frame: Mutex<ByteBuffer>
    private let wake = ChangeSignal()

    /// Readers take more than two missed beats for a lost line.
    private static var heartbeat: Duration { .seconds(2) }
    private static var shortestPause: Duration { .milliseconds(100) }

    init(source: Source, event: Event) throws {
        self.source = source
        self.event = event
        frame = Mutex(try Self.encode(source.report, event))
    }

    var currentFrame: ByteBuffer { frame.withLock { $0 } }

    /// Wakes at each new frame and at each heartbeat.
    func wakes() -> ChangeSignal.Subscription { wake.subscribe() }

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await self.followChanges() }
                group.addTask { await self.beat() }
            }
        }
    }

    private func followChanges() async throws {
        for await _ in source.reportChanges() {
            let fresh = try Self.encode(source.report, event)
            frame.withLock { $0 = fresh }
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

    private static func encode(_ report: OccupancyReport, _ event: Event) throws -> ByteBuffer {
        var bytes = ByteBuffer(string: "event: occupancy\nid: \(report.sequence)\ndata: ")
        bytes.writeImmutableBuffer(try Wire.encode(OccupancyWire(report, of: event)))
        bytes.writeString("\n\n")
        return bytes
    }
}
