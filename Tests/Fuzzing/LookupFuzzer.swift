// SPDX-License-Identifier: Apache-2.0

// Compiled together with the sources of PhotoID by `make fuzz`, with libFuzzer and the address sanitizer: reads each
// input as what a scanner or a keyboard delivered, and looks up whom it names.

import Foundation

/// People in all scripts and shapes that the index treats in its own way.
private let people = [
    ("Melvin", "Feest"), ("María José", "García Márquez"), ("Jürgen", "Groß-Strauß"), ("Олексій", "Щербаков"),
    ("محمد", "عبد الرحمن"), ("小林", "康介"), ("伟", "张"), ("지훈", "이"), ("Γιώργος", "Παπαδόπουλος"), ("", "Sukarno"),
    ("Anna Maria", "van der Berg"), ("Seán", "O'Connor"), ("さくら", "山本"), ("Phương Thảo", "Nguyễn"),
    ("Örnólfur", "Herlufsson"), ("J. R.", "Smith Jr."), ("דוד", "כהן"), ("प्रिया", "शर्मा"), ("สมชาย", "ใจดี"),
]

private let index = {
    let index = LookupIndex(
        people.enumerated().map { number, name in
            Person(
                id: number, givenName: name.0, familyName: name.1, fullName: "\(name.0) \(name.1)", preferredName: nil,
                affiliation: nil, email: "person\(number)@example.org", orderCode: "A\(number)BCD")
        })
    // Tables are made when they are first asked for, and that is not counted.
    for (given, family) in people { _ = index.lookUp("\(given) \(family)") }
    return index
}()

/// The sanitizer makes a look-up over ten times as slow; the 50 ms that a desk may wait are measured without it, on
/// what the fuzzer has found.
private let mostMilliseconds = 500.0

@_cdecl("LLVMFuzzerTestOneInput")
public func lookUp(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let index = index
    let start = processorMilliseconds()
    let result = index.lookUp(input)
    let spent = processorMilliseconds() - start
    if spent > mostMilliseconds { fatalError("One look-up took \(spent) ms.") }
    precondition(
        (result.decision == .none) == result.candidates.isEmpty, "A decision without a candidate, or the reverse.")
    return 0
}

/// What this thread has spent, whatever else the machine does.
private func processorMilliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}
