// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes
import Synchronization

/// All connections of the daemon: how many there are at most, and who is cut off.
final class Connections: Sendable {
    /// One connection, and since when nothing is under way on it.
    final class Entry: Hashable, Sendable {
        let channel: any Channel
        /// The bits of the seconds; those of infinity while an answer is under way.
        private let idle: Atomic<UInt64>

        init(_ channel: any Channel, at now: Double) {
            self.channel = channel
            idle = Atomic(now.bitPattern)
        }

        var idleSince: Double? {
            let seconds = Double(bitPattern: idle.load(ordering: .relaxed))
            return seconds.isFinite ? seconds : nil
        }

        func set(idleSince seconds: Double?) {
            idle.store((seconds ?? .infinity).bitPattern, ordering: .relaxed)
        }

        static func == (left: Entry, right: Entry) -> Bool { left === right }

        func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    }

    private let book: Mutex<ConnectionBook<Entry>>

    /// At most `most` connections; a quarter of them from one address, behind which there may be many phones.
    init(most: Int) {
        book = Mutex(ConnectionBook(most: most, mostOfOne: max(1, most / 4)))
    }

    /// Takes `entry` in, or tells that there is no room.
    func admit(_ entry: Entry) -> Bool {
        let address = NetworkAddress(entry.channel.remoteAddress)
        switch book.withLock({ $0.admit(entry, from: address, idleSince: \.idleSince) }) {
        case .welcome: return true
        case .inPlaceOf(let goer):
            goer.channel.close(promise: nil)
            return true
        case .refused: return false
        }
    }

    func forget(_ entry: Entry) {
        book.withLock { $0.forget(entry) }
    }
}

/// Cuts a connection whose client takes too long, and one for which there is no room.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let connections: Connections
    private var patience = ClientPatience(at: 0)
    private var entry: Connections.Entry?
    private var watch: RepeatedTask?

    /// Being a little late costs little, and waking often for each of many connections does.
    private static let beat = TimeAmount.seconds(1)

    init(_ connections: Connections) {
        self.connections = connections
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let now = Self.now(context)
        let channel = context.channel
        patience = ClientPatience(at: now)
        let entry = Connections.Entry(channel, at: now)
        guard connections.admit(entry) else {
            channel.close(promise: nil)
            return
        }
        self.entry = entry
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        watch = context.eventLoop.scheduleRepeatedTask(initialDelay: Self.beat, delay: Self.beat) { _ in
            let (handler, context) = bound.value
            if handler.patience.isOver(at: Self.now(context)) { context.close(promise: nil) }
        }
        channel.closeFuture.whenComplete { [connections] _ in
            bound.value.handler.watch?.cancel()
            connections.forget(entry)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        watch?.cancel()
        if let entry { connections.forget(entry) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: patience.readHead(at: Self.now(context))
        case .body(let bytes): patience.readBody(bytes.readableBytes)
        case .end:
            patience.readEnd(at: Self.now(context))
            noteIdle()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            patience.wroteEnd(at: Self.now(context))
            noteIdle()
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        patience.canWrite(context.channel.isWritable, at: Self.now(context))
        context.fireChannelWritabilityChanged()
    }

    private func noteIdle() {
        entry?.set(idleSince: patience.isIdle ? patience.since : nil)
    }

    private static func now(_ context: ChannelHandlerContext) -> Double {
        Double(NIODeadline.now().uptimeNanoseconds) / 1e9
    }
}

extension HTTP1Channel.Configuration {
    /// How the daemon speaks HTTP: no larger heads than browsers send, and no client that takes for ever.
    static func kiosk(_ connections: Connections) -> Self {
        Self(
            additionalChannelHandlers: [ConnectionGuard(connections)],
            httpDecoderConfiguration: DecoderConfiguration(
                maxHeaderFieldSize: 8 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100))
    }
}
