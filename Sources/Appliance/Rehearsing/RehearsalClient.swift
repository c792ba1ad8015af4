// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPCalls
import Synchronization

/// Speaks to the rehearsal's daemon as a station does.
struct RehearsalClient: Sendable {
    let caller: HTTPCaller
    let base: String
    var token: String?
    let patience: Patience

    /// How long the daemon's limits made stations wait, all together.
    final class Patience: Sendable {
        private let held = Mutex(0)
        var count: Int { held.withLock { $0 } }
        func note() { held.withLock { $0 += 1 } }
    }

    struct Answer: Sendable {
        let status: Int
        let body: [UInt8]
        /// From the request to the whole answer.
        let seconds: Double

        func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(body))
        }

        /// The code of an answer that is a problem.
        var code: String {
            struct Problem: Decodable { let code: String }
            // An answer that is no problem has none.
            return (try? decoded(as: Problem.self))?.code ?? "\(status)"
        }
    }

    func get(_ path: String) async throws -> Answer { try await send(HTTPCall(.get, base + path)) }

    func post(_ path: String, _ body: some Encodable) async throws -> Answer {
        try await send(HTTPCall(.post, base + path, body: Array(try JSONEncoder().encode(body))))
    }

    /// A station that is told to come again later does so; that time is not the daemon's.
    private func send(_ call: HTTPCall) async throws -> Answer {
        var call = call
        call.headers =
            [("Content-Type", "application/json")] + (token.map { [("Authorization", "Bearer \($0)")] } ?? [])
        while true {
            let begun = ContinuousClock.now
            let reply: HTTPReply
            do {
                reply = try await caller.send(call, seconds: 30, readingUpTo: 10_000_000)
            } catch {
                throw ApplianceError("The rehearsal's daemon does not answer.", cause: "\(error)")
            }
            let seconds = (ContinuousClock.now - begun) / .seconds(1)
            guard [429, 503].contains(reply.status), let pause = reply.header("Retry-After").flatMap(Double.init) else {
                return Answer(status: reply.status, body: reply.body, seconds: seconds)
            }
            patience.note()
            try await Task.sleep(for: .seconds(min(60, max(0.1, pause))))
        }
    }
}
