// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

import class Foundation.Thread

/// Draws on one thread of its own, so that a batch of badges never takes the cooperative pool.
///
/// A dispatch queue would wander over its pool's threads. Cairo reads a Chinese font whole for each badge, and the
/// allocator keeps those 13 MB for the next one on the same thread: on one thread that is once, and quick.
final class RenderExecutor: SerialExecutor {
    private let line = WaitingLine()

    init() {
        let line = line
        let thread = Thread {
            while let work = line.next() { work() }
        }
        thread.name = "lanyard.badges"
        thread.start()
    }

    deinit {
        line.close()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        line.add { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

/// What waits for the thread.
private final class WaitingLine: Sendable {
    private let works = Mutex<[@Sendable () -> Void]>([])
    private let signal = DispatchSemaphore(value: 0)

    func add(_ work: @escaping @Sendable () -> Void) {
        works.withLock { $0.append(work) }
        signal.signal()
    }

    /// Nothing more will come: a signal without work.
    func close() {
        signal.signal()
    }

    /// Waits for the next piece of work; `nil` once the line is closed.
    func next() -> (@Sendable () -> Void)? {
        signal.wait()
        return works.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
}
