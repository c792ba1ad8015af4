// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The decisions that wait for the writer.
///
/// Callers put theirs in without a turn on the writer's own queue, so that one turn serves all that wait.
final class DecisionQueue: Sendable {
    /// Decisions that may wait; the next one is told to come back.
    private static let limit = 10_000

    private struct Waiting {
        var decisions: [PendingDecision] = []
        /// Whether the writer was called and has not taken the last of them yet.
        var isCalled = false
    }

    private let waiting = Mutex(Waiting())

    enum Entry {
        /// The writer knows already that somebody waits.
        case waits
        /// The writer must be called.
        case first
        /// Too many wait.
        case refused
    }

    func append(_ decision: PendingDecision) -> Entry {
        waiting.withLock { waiting in
            guard waiting.decisions.count < Self.limit else { return .refused }
            waiting.decisions.append(decision)
            defer { waiting.isCalled = true }
            return waiting.isCalled ? .waits : .first
        }
    }

    var count: Int { waiting.withLock { $0.decisions.count } }

    /// The next of them, at most `most`, and whether the writer must come again for the rest.
    func take(_ most: Int) -> (batch: [PendingDecision], leavesSome: Bool) {
        waiting.withLock { waiting in
            guard waiting.decisions.count > most else {
                defer { waiting = Waiting() }
                return (waiting.decisions, false)
            }
            let batch = Array(waiting.decisions.prefix(most))
            waiting.decisions.removeFirst(most)
            return (batch, true)
        }
    }
}
