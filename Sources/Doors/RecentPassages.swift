// SPDX-License-Identifier: Apache-2.0

import Conference
import Synchronization

/// How long ago the latest passages were, by a clock that nobody sets.
///
/// It holds those of the last seconds alone, as many as doors count in that time.
final class RecentPassages: Sendable {
    private struct Generations {
        var young: [FactID: ContinuousClock.Instant] = [:]
        var old: [FactID: ContinuousClock.Instant] = [:]
        var turnedAt: ContinuousClock.Instant?
    }

    private let span: Duration
    private let generations = Mutex(Generations())

    /// Remembers passages for `span` at least.
    init(span: Duration) {
        self.span = span
    }

    func note(_ passage: FactID, at instant: ContinuousClock.Instant) {
        generations.withLock { all in
            let turnedAt = all.turnedAt ?? instant
            if turnedAt.duration(to: instant) > span {
                (all.old, all.young, all.turnedAt) = (all.young, [:], instant)
            } else {
                all.turnedAt = turnedAt
            }
            all.young[passage] = instant
        }
    }

    /// How long before `instant` that passage was, or `nil` when it is not known here any more.
    func age(of passage: FactID, at instant: ContinuousClock.Instant) -> Duration? {
        generations.withLock { $0.young[passage] ?? $0.old[passage] }.map { $0.duration(to: instant) }
    }
}
