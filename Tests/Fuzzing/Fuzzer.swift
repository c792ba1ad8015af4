// SPDX-License-Identifier: Apache-2.0

// Built by `make fuzz` alone: feeds mutated bytes to the parsers that read what strangers write.

import Foundation

/// libFuzzer calls back without a context: the parser of this run stands here.
nonisolated(unsafe) private var parser = scan

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main
enum Fuzzer {
    /// `PARSER` names the parser; all arguments are libFuzzer's own, which starts its jobs with no others.
    static func main() {
        let name = ProcessInfo.processInfo.environment["PARSER"]
        guard let chosen = parsers.first(where: { $0.name == name }) else {
            print(parsers.map(\.name).joined(separator: "\n"))
            return
        }
        parser = chosen
        // libFuzzer holds them until the process ends.
        var values = CommandLine.arguments.map { strdup($0) } + [nil]
        var count = CInt(values.count - 1)
        values.withUnsafeMutableBufferPointer { values in
            guard var first = values.baseAddress else { return }
            exit(runDriver(&count, &first, check))
        }
    }
}

private func check(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let start = processorMilliseconds()
    parser.read(UnsafeBufferPointer(start: bytes, count: count))
    let spent = processorMilliseconds() - start
    if spent > parser.mostMilliseconds { fatalError("One input took \(spent) ms.") }
    return 0
}

/// What this process has spent, whatever else the machine does.
private func processorMilliseconds() -> Double { Double(clock()) / 1e3 }
