// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import NIOCore
import ServiceLifecycle

/// A `text/event-stream` answer: each frame at once and whenever there is a fresh one, and a comment at any other wake.
///
/// A reader has one wake flag, so that a slow screen slows down nobody.
struct EventStream: Sendable {
    let wakes: @Sendable () -> ChangeSignal.Subscription
    /// The events that tell the whole state now, one a kind.
    let frames: [@Sendable () async throws -> ByteBuffer]

    init(
        wakes: @escaping @Sendable () -> ChangeSignal.Subscription,
        frame: @escaping @Sendable () async throws -> ByteBuffer
    ) {
        self.init(wakes: wakes, frames: [frame])
    }

    init(
        wakes: @escaping @Sendable () -> ChangeSignal.Subscription,
        frames: [@Sendable () async throws -> ByteBuffer]
    ) {
        self.wakes = wakes
        self.frames = frames
    }

    /// Streams until either side goes away or `station` loses its token.
    func response(
        to request: Request, _ context: KioskContext, for station: Station, by keeper: StreamKeeper
    ) -> Response {
        let channel = context.channel
        let body = ResponseBody { writer in
            guard let lease = try await keeper.lease(to: station, for: request) else {
                return try await writer.finish(nil)
            }
            defer { keeper.presence.giveBack(lease) }
            let wakes = wakes()
            lease.onEnd { wakes.finish() }
            try await withGracefulShutdownHandler {
                try await request.body.consumeWithInboundCloseHandler { _ in
                    try await stream(wakes.changes, lease, to: &writer)
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

    @concurrent private func stream(
        _ wakes: AsyncStream<Void>, _ lease: StreamLease, to writer: inout any ResponseBodyWriter
    ) async throws {
        var sent = Array(repeating: ByteBuffer(), count: frames.count)
        try await writeFresh(&sent, to: &writer)
        for await _ in wakes {
            guard !lease.isOver else { return }
            if try await !writeFresh(&sent, to: &writer) { try await writer.write(ByteBuffer(string: ":\n\n")) }
        }
    }

    /// Writes the frames that are others than those `sent`, and tells whether there were any.
    @discardableResult
    @concurrent private func writeFresh(
        _ sent: inout [ByteBuffer], to writer: inout any ResponseBodyWriter
    ) async throws -> Bool {
        var isFresh = false
        for (index, frame) in frames.enumerated() {
            let fresh = try await frame()
            guard fresh != sent[index] else { continue }
            try await writer.write(fresh)
            sent[index] = fresh
            isFresh = true
        }
        return isFresh
    }
}
