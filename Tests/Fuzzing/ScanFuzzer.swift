// SPDX-License-Identifier: Apache-2.0

// Compiled together with the sources of PhotoID by `make fuzz`, with libFuzzer and the address sanitizer: reads each
// input as what a scanner or a keyboard delivered, and looks nobody up, which makes it ten times as fast.

import Foundation

/// The sanitizer makes reading several times as slow; 50 ms is what a desk may wait without it.
private let mostMilliseconds = 50.0

@_cdecl("LLVMFuzzerTestOneInput")
public func read(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let start = processorMilliseconds()
    let scan = Scan(input)
    let spent = processorMilliseconds() - start
    if spent > mostMilliseconds { fatalError("Reading one scan took \(spent) ms.") }
    if case .aamva(let name?) = scan { precondition(!name.isEmpty, "A licence with an empty name.") }
    if case .mrz(let name?) = scan { precondition(!name.isEmpty, "A zone with an empty name.") }
    return 0
}

/// What this thread has spent, whatever else the machine does.
private func processorMilliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}
