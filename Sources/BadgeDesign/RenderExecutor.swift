// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Draws on a queue of its own, so that a batch of badges never takes the cooperative pool.
final class RenderExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "lanyard.badges")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
