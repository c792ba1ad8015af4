// SPDX-License-Identifier: Apache-2.0

import Conference
import Synchronization

import struct Foundation.Date

/// When each station was last heard of, and its open event streams; nothing of it is ever written down.
final class StationPresence: Sendable {
    private struct State {
        var seen: [StationID: Date] = [:]
        var streams: [Int: StreamLease] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    func saw(_ stations: [Station], at now: Date) {
        state.withLock { state in
            for station in stations { state.seen[station.id] = now }
        }
    }

    func lastSeen(_ station: StationID) -> Date? { state.withLock { $0.seen[station] } }

    /// Whether the station follows something, or asked for something within the last seconds.
    func isConnected(_ station: StationID, at now: Date) -> Bool {
        state.withLock { state in
            if let seen = state.seen[station], now.timeIntervalSince(seen) < Self.justNow { return true }
            return state.streams.values.contains { $0.station == station }
        }
    }

    private static let justNow = 5.0

    /// How many event streams are open.
    var streamCount: Int { state.withLock { $0.streams.count } }

    /// Keeps a stream that is served for `token` of `station`, until it is handed back.
    func lease(to station: StationID, token: String) -> StreamLease {
        state.withLock { state in
            let lease = StreamLease(number: state.next, station: station, token: token)
            state.next += 1
            state.streams[lease.number] = lease
            return lease
        }
    }

    func giveBack(_ lease: StreamLease) { state.withLock { _ = $0.streams.removeValue(forKey: lease.number) } }

    /// Ends each stream whose token `isGood` does not know any more.
    func endStreams(unless isGood: (StreamLease) async throws -> Bool) async rethrows {
        for lease in state.withLock({ Array($0.streams.values) }) where try await !isGood(lease) {
            lease.end()
        }
    }
}

/// One open event stream's right to go on.
final class StreamLease: Sendable {
    let number: Int
    let station: StationID
    let token: String

    private enum Standing {
        case open(onEnd: (@Sendable () -> Void)?)
        case over
    }

    private let standing = Mutex(Standing.open(onEnd: nil))

    fileprivate init(number: Int, station: StationID, token: String) {
        self.number = number
        self.station = station
        self.token = token
    }

    /// Looked at before each frame: what is ready to be sent when the lease ends is not.
    var isOver: Bool {
        standing.withLock { if case .over = $0 { true } else { false } }
    }

    /// Calls `work` when the lease ends, at once if it has.
    func onEnd(_ work: @escaping @Sendable () -> Void) {
        let isOver = standing.withLock { standing in
            guard case .open = standing else { return true }
            standing = .open(onEnd: work)
            return false
        }
        if isOver { work() }
    }

    func end() {
        let work: (@Sendable () -> Void)? = standing.withLock { standing in
            guard case .open(let work) = standing else { return nil }
            standing = .over
            return work
        }
        work?()
    }
}
