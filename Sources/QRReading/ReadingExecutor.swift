// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization

/// Runs the decoder on a queue of its own, so that pictures never block the cooperative pool or the event loops.
final class ReadingExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "lanyard.camera", qos: .utility)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

/// How many may wait at once; who finds no place comes again later.
final class WaitingRoom: Sendable {
    private let size: Int
    private let taken = Mutex(0)

    init(size: Int) {
        self.size = size
    }

    /// Takes a place, if there is one.
    func enter() -> Bool {
        taken.withLock { taken in
            guard taken < size else { return false }
            taken += 1
            return true
        }
    }

    func leave() {
        taken.withLock { $0 -= 1 }
    }
}
