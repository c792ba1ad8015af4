// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Runs one printer's calls on a queue of their own, so that waiting for a printer never blocks the cooperative pool.
final class PrinterExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "lanyard.printer")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
