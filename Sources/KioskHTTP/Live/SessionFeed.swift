// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

import struct Foundation.Date

/// Turns changes of the sessions into event frames: what people did at once, and what the clock does within seconds.
final class SessionFeed<Store: Journal & ProgrammeLibrary & Roster>: Service {
    private let store: Store
    private let now: @Sendable () -> Date
    private let frame = Mutex(Frame())
    private let known = Mutex<Known?>(nil)
    /// Signals each new frame and each heartbeat.
    let wake = ChangeSignal()

    private struct Frame {
        var sessions: ByteBuffer?
        var bytes: ByteBuffer?
    }

    /// What the sessions are read from: they themselves, and the list with their hosts' names.
    private struct Revision: Equatable {
        let programme: Int
        let roster: Int
    }

    /// What was last read, which the clock alone makes look otherwise.
    private struct Known {
        let sessions: [(session: Session, text: SessionText, host: String?)]
        let revision: Revision

        func wires(at moment: Date) -> [SessionWire] {
            sessions.map { SessionWire($0.session, $0.text, host: $0.host, at: moment) }
        }
    }

    /// Readers take more than two missed beats for a lost line.
    private static var heartbeat: Duration { .seconds(2) }
    private static var shortestPause: Duration { .milliseconds(100) }

    init(store: Store, now: @escaping @Sendable () -> Date) {
        self.store = store
        self.now = now
    }

    func wakes() -> ChangeSignal.Subscription { wake.subscribe() }

    /// The latest frame; made afresh for the first reader.
    func currentFrame() async throws -> ByteBuffer {
        if let bytes = frame.withLock({ $0.bytes }) { return bytes }
        try await renew()
        return frame.withLock { $0.bytes } ?? ByteBuffer()
    }

    func run() async throws {
        let changes = store.programmeChanges()
        try await cancelWhenGracefulShutdown {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await self.follow(changes) }
                group.addTask { try await self.beat() }
            }
        }
    }

    private func follow(_ changes: AsyncStream<Void>) async throws {
        for await _ in changes {
            try await renew()
            wake.send()
            // Cancelled by a shutdown: the loop ends by itself.
            try? await Task.sleep(for: Self.shortestPause)
        }
    }

    /// Sessions begin and end by the clock, too.
    private func beat() async throws {
        while !Task.isCancelled {
            // Cancelled by a shutdown: the condition ends the loop.
            try? await Task.sleep(for: Self.heartbeat)
            if frame.withLock({ $0.bytes != nil }) { try await renew() }
            wake.send()
        }
    }

    /// Makes the frame anew if the sessions stand otherwise than in the last one.
    private func renew() async throws {
        let moment = now()
        let list = try await sessions(at: moment)
        let sessions = try Wire.encode(list)
        guard frame.withLock({ $0.sessions != sessions }) else { return }
        var bytes = ByteBuffer(string: "event: sessions\ndata: ")
        bytes.writeImmutableBuffer(try Wire.encode(SessionsWire(asOf: moment, sessions: list)))
        bytes.writeString("\n\n")
        frame.withLock { $0 = Frame(sessions: sessions, bytes: bytes) }
    }

    /// All sessions as they stand at `moment`.
    func sessions(at moment: Date) async throws -> [SessionWire] {
        let revision = Revision(programme: await store.programmeRevision(), roster: await store.rosterRevision())
        if let known = known.withLock({ $0 }), known.revision == revision { return known.wires(at: moment) }
        let fresh = Known(sessions: try await read(), revision: revision)
        known.withLock { $0 = fresh }
        return fresh.wires(at: moment)
    }

    private func read() async throws -> [(session: Session, text: SessionText, host: String?)] {
        let sessions = await store.read { $0.sessions.all }
        guard !sessions.isEmpty else { return [] }
        let texts = try await store.sessionTexts()
        var names: [RegistrationID: String] = [:]
        for host in Set(sessions.compactMap(\.host)) {
            names[host] = try await store.registration(host)?.details.badgeName
        }
        return sessions.compactMap { session in
            texts[session.id].map { (session, $0, session.host.flatMap { names[$0] }) }
        }
    }
}
