// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import NIOCore
import ServiceLifecycle

/// The live counts, asked for once or followed.
struct OccupancyRoutes<Source: OccupancySource> {
    let source: Source
    let event: Event
    let feed: OccupancyFeed<Source>

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/occupancy", for: .all, use: show)
        router.on(.get, "/api/v1/places", for: .all, use: show)
        router.on(.get, "/api/v1/occupancy/events", for: .all, use: follow)
    }

    @Sendable private func show(_ request: Request, _ context: KioskContext, _ station: Station) throws -> Response {
        try Wire.response(OccupancyWire(source.report, of: event))
    }

    /// Streams the whole state at once and after each change, until either side goes away.
    @Sendable private func follow(_ request: Request, _ context: KioskContext, _ station: Station) -> Response {
        let channel = context.channel
        let body = ResponseBody { writer in
            let wakes = feed.wakes()
            try await withGracefulShutdownHandler {
                try await request.body.consumeWithInboundCloseHandler { _ in
                    try await stream(wakes.changes, to: &writer)
                } onInboundClosed: {
                    wakes.finish()
                }
                try await writer.finish(nil)
            } onGracefulShutdown: {
                wakes.finish()
                // Peers that never close must not hold up the end of the daemon.
                channel.eventLoop.scheduleTask(in: .milliseconds(300)) { channel.close(promise: nil) }
            }
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"], body: body)
    }

    /// Writes the current frame whenever it is a new one, and a comment at each heartbeat in between.
    @concurrent private func stream(_ wakes: AsyncStream<Void>, to writer: inout any ResponseBodyWriter) async throws {
        var sent = feed.currentFrame
        try await writer.write(sent.bytes)
        for await _ in wakes {
            let frame = feed.currentFrame
            if frame.sequence == sent.sequence {
                try await writer.write(ByteBuffer(string: ":\n\n"))
            } else {
                try await writer.write(frame.bytes)
                sent = frame
            }
        }
    }
}
