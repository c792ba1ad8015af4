// SPDX-License-Identifier: Apache-2.0

import Conference
import Dispatch
import Synchronization

/// Hands facts in batches from the thread that reads them to the one that folds them.
///
/// A start has as much to read as to fold: two threads halve it. Few batches wait, so that reading ahead takes little
/// memory.
final class FactPipe: Sendable {
    private struct Waiting {
        var batches: [[Fact]] = []
        var end: Result<ChainHead, any Error>?
    }

    private let waiting = Mutex(Waiting())
    private let filled = DispatchSemaphore(value: 0)
    private let free = DispatchSemaphore(value: 4)

    /// Hands `batch` on; waits while too many wait.
    func send(_ batch: [Fact]) {
        free.wait()
        waiting.withLock { $0.batches.append(batch) }
        filled.signal()
    }

    /// Says that no batch follows, and where the journal stands or why it could not be read.
    func end(_ end: Result<ChainHead, any Error>) {
        waiting.withLock { $0.end = end }
        filled.signal()
    }

    /// Hands all facts to `take`, waiting for those that are still being read; returns where the journal stands.
    func receive(_ take: (Fact) -> Void) throws -> ChainHead {
        while true {
            filled.wait()
            let (batch, end) = waiting.withLock { waiting in
                (waiting.batches.isEmpty ? nil : waiting.batches.removeFirst(), waiting.end)
            }
            if let batch {
                free.signal()
                for fact in batch { take(fact) }
            } else if let end {
                return try end.get()
            }
        }
    }
}
