// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Wakes whoever listens.
///
/// A listener has one flag, never a queue: it can be slow, but it cannot make anybody wait.
package final class ChangeSignal: Sendable {
    /// One listener's stream, and how to end it.
    package struct Subscription: Sendable {
        package let changes: AsyncStream<Void>
        fileprivate let continuation: AsyncStream<Void>.Continuation

        package func finish() { continuation.finish() }
    }

    private struct Listeners {
        var next = 0
        var continuations: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let listeners = Mutex(Listeners())

    package init() {}

    package func send() {
        let continuations = listeners.withLock { Array($0.continuations.values) }
        for continuation in continuations { continuation.yield() }
    }

    /// A stream that yields once for all signals since it was last looked at.
    package func listen() -> AsyncStream<Void> { subscribe().changes }

    /// Like ``listen()``, with a way to end the stream from elsewhere.
    package func subscribe() -> Subscription {
        let (stream, continuation) = Self.flag()
        let key = add(continuation)
        continuation.onTermination = { [weak self] _ in self?.forget(key) }
        return Subscription(changes: stream, continuation: continuation)
    }

    /// Like ``subscribe()``, for the signals of `other`, too: one flag for both.
    package func subscribe(with other: ChangeSignal) -> Subscription {
        let (stream, continuation) = Self.flag()
        let (key, otherKey) = (add(continuation), other.add(continuation))
        continuation.onTermination = { [weak self, weak other] _ in
            self?.forget(key)
            other?.forget(otherKey)
        }
        return Subscription(changes: stream, continuation: continuation)
    }

    private static func flag() -> (AsyncStream<Void>, AsyncStream<Void>.Continuation) {
        AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    private func add(_ continuation: AsyncStream<Void>.Continuation) -> Int {
        listeners.withLock { listeners in
            defer { listeners.next += 1 }
            listeners.continuations[listeners.next] = continuation
            return listeners.next
        }
    }

    private func forget(_ key: Int) {
        listeners.withLock { _ = $0.continuations.removeValue(forKey: key) }
    }
}
