// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird

/// Gives event streams the right to go on, which ends with the token that they were asked for with.
struct StreamKeeper: Sendable {
    let directory: any StationDirectory
    let presence: StationPresence
    /// Whether pages come by HTTPS and by nothing else.
    let isSecure: Bool

    /// The lease of a stream that `station` asked for, or `nil` when it has lost its token meanwhile.
    func lease(to station: Station, for request: Request) async throws -> StreamLease? {
        for token in Credentials.tokens(in: request, isSecure: isSecure)
        where try await directory.station(withToken: token)?.id == station.id {
            let lease = presence.lease(to: station.id, token: token)
            // It may have been revoked since: a look after the lease is there misses nothing.
            guard let now = try await directory.station(withToken: token), now.id == station.id,
                now.isLocked == station.isLocked
            else {
                presence.giveBack(lease)
                break
            }
            return lease
        }
        return nil
    }
}
