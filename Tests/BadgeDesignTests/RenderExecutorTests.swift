// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import BadgeDesign

struct RenderExecutorTests {
    @Test func `runs everything on one thread, which is nobody else's`() async throws {
        let workers = (0..<4).map { _ in Worker() }
        let threads = try await withThrowingTaskGroup { group in
            for worker in workers {
                group.addTask {
                    var seen: Set<String> = []
                    for _ in 0..<200 { seen.insert(try await worker.thread()) }
                    return seen
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(threads.allSatisfy { $0.count == 1 })
        #expect(Set(threads).count == workers.count)
    }

    @Test(.timeLimit(.minutes(1))) func `ends its thread when it is done with`() async throws {
        let thread = try await Worker().thread()
        while FileManager.default.fileExists(atPath: "/proc/\(thread)") { await Task.yield() }
    }
}

/// An actor that tells where it runs.
private actor Worker {
    private let executor = RenderExecutor()
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The thread's folder in /proc.
    func thread() throws -> String { try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self") }
}
