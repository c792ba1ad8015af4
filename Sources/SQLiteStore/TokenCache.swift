// SPDX-License-Identifier: Apache-2.0

import Conference
import Sealing
import Synchronization

/// The stations whose tokens were seen, so that not every request asks the database who it is from.
///
/// A token that nobody has is never remembered: guessing one costs a look into the database each time.
final class TokenCache: Sendable {
    private struct Known {
        /// Counts how often everything was forgotten.
        var generation = 0
        var stations: [SecretDigest: Station] = [:]
    }

    private let known = Mutex(Known())

    /// The station with that token: remembered, or else what `look` finds.
    func station(_ token: SecretDigest, else look: () async throws -> Station?) async throws -> Station? {
        let (remembered, generation) = known.withLock { ($0.stations[token], $0.generation) }
        if let remembered { return remembered }
        let found = try await look()
        known.withLock { known in
            // What was read before tokens changed may be wrong by now.
            if known.generation == generation { known.stations[token] = found }
        }
        return found
    }

    /// Looks everybody up anew.
    func forget() {
        known.withLock { known in
            known.generation += 1
            known.stations = [:]
        }
    }
}
