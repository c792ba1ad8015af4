// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import Synchronization

/// One limit: an allowance for each key, and the answer to who asks for more.
final class RateLimit<Key: Hashable & Sendable>: Sendable {
    private let buckets: Mutex<TokenBuckets<Key>>
    private let seconds: @Sendable () -> Double
    private let problem: Problem

    /// `seconds` is a clock that nobody sets.
    init(
        _ allowance: Allowance, mostKeys: Int = 10_000, else problem: Problem, seconds: @escaping @Sendable () -> Double
    ) {
        buckets = Mutex(TokenBuckets(allowance, mostKeys: mostKeys))
        self.problem = problem
        self.seconds = seconds
    }

    /// Uses `amount` for `key`, or throws the problem with the seconds to wait.
    func use(_ amount: Double = 1, for key: Key) throws(Problem) {
        let now = seconds()
        guard let pause = buckets.withLock({ $0.take(amount, for: key, at: now) }) else { return }
        var problem = problem
        problem.retryAfterSeconds = Int(min(pause, 3600).rounded(.up))
        throw problem
    }

    func giveBack(_ amount: Double = 1, to key: Key) {
        let now = seconds()
        buckets.withLock { $0.giveBack(amount, to: key, at: now) }
    }
}

/// The key of a limit that all share.
struct Everybody: Hashable, Sendable {}
