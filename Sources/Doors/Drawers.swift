// SPDX-License-Identifier: Apache-2.0

package import Conference
import Synchronization

package import struct Foundation.Date

/// The doors' drawers: a PIN opens one, some idle time closes it, and guessing is slowed.
///
/// After a restart every drawer is closed; wrong PINs are on record by ``PINLedger`` and are taken up again.
package final class Drawers: Sendable {
    /// After so long without use a drawer is closed.
    package let idleSeconds: Double
    private let pins: PINBook
    private let seconds: @Sendable () -> Double
    private let state = Mutex(State())

    /// So many wrong PINs in a row lock a station's drawer.
    package static let tries = 3
    /// The first lock; each that follows without a right PIN in between is twice as long, up to the longest.
    package static let firstLockSeconds = 60.0
    package static let longestLockSeconds = 900.0
    /// So many wrong PINs at all stations within so many seconds, and a station that had one looks at no other until they
    /// are over; who has not had any, because nobody guesses there, goes on.
    package static let triesOfAll = PINTries.timesKept
    package static let spanOfAll = 9000.0
    /// A screen closes its drawer itself; the key goes on a little longer, for what is under way.
    private static let graceSeconds = 5.0

    fileprivate struct Drawer {
        var wrongTries = 0
        var locks = 0
        var lockedUntil = -Double.infinity
        var open: (key: DrawerKey, holder: PINHolder, until: Double)?
    }

    private struct State {
        var drawers: [StationID: Drawer] = [:]
        /// When the last wrong PINs came, at whichever station.
        var wrongTimes: [Double] = []
        /// What is not on record yet.
        var tries: [PINTry] = []

        /// For how long a station that had a wrong PIN looks at no other, because too many came at all of them.
        func pauseOfAll(at now: Double) -> Double? {
            guard wrongTimes.count >= Drawers.triesOfAll, let first = wrongTimes.first else { return nil }
            let left = first + Drawers.spanOfAll - now
            return left > 0 ? left : nil
        }

        mutating func noteWrong(at now: Double) {
            if wrongTimes.count >= Drawers.triesOfAll { wrongTimes.removeFirst() }
            wrongTimes.append(now)
        }
    }

    /// `seconds` is a clock that nobody sets.
    package init(pins: PINBook, idleSeconds: Double, seconds: @escaping @Sendable () -> Double = uptime()) {
        self.pins = pins
        self.idleSeconds = idleSeconds
        self.seconds = seconds
    }

    package var exist: Bool { !pins.isEmpty }

    /// Opens the drawer of `station` to the holder of the PIN in `text`.
    package func open(_ text: String, at station: StationID) -> DrawerOpening {
        let now = seconds()
        return state.withLock { state in
            var drawer = state.drawers[station] ?? Drawer()
            defer { state.drawers[station] = drawer }
            guard now >= drawer.lockedUntil else { return .locked(seconds: drawer.lockedUntil - now) }
            if drawer.hadWrongTries, let pause = state.pauseOfAll(at: now) { return .locked(seconds: pause) }
            guard let holder = PIN(text).flatMap({ pins.holder(of: $0) }) else {
                let outcome = drawer.takeWrongTry(at: now)
                state.noteWrong(at: now)
                state.tries.append(PINTry(station: station, happening: outcome.refusal))
                return outcome
            }
            if drawer.hadWrongTries { state.tries.append(PINTry(station: station, happening: .pinTaken)) }
            let key = DrawerKey()
            drawer = Drawer(open: (key, holder, now + idleSeconds + Self.graceSeconds))
            return .opened(key, holder)
        }
    }

    /// Whether the PIN in `text` is somebody's, with the same patience as for a drawer; opens none.
    package func check(_ text: String, at station: StationID) -> DrawerOpening {
        let opening = open(text, at: station)
        if case .opened(let key, _) = opening { close(key, at: station) }
        return opening
    }

    /// Who has the drawer of `station` open by `key`, and goes on having it.
    package func holder(of key: DrawerKey, at station: StationID) -> PINHolder? {
        let now = seconds()
        return state.withLock { state in
            guard let open = state.drawers[station]?.open, open.key == key, now < open.until else { return nil }
            state.drawers[station]?.open?.until = now + idleSeconds + Self.graceSeconds
            return open.holder
        }
    }

    /// Closes the drawer that `key` opened.
    package func close(_ key: DrawerKey, at station: StationID) {
        state.withLock { state in
            if state.drawers[station]?.open?.key == key { state.drawers[station]?.open = nil }
        }
    }
}

/// What came of a PIN that counts for or against a station.
struct PINTry: Equatable, Sendable {
    let station: StationID
    let happening: Happening
}

extension Drawers {
    /// What is to be put on record, once.
    func takeTries() -> [PINTry] {
        state.withLock { state in
            defer { state.tries = [] }
            return state.tries
        }
    }

    /// Takes up wrong PINs of before a restart; a lock lasts no longer than it would have, whatever the clock says.
    package func recall(_ tries: PINTries, at now: Date) {
        let seconds = seconds()
        state.withLock { state in
            for (station, standing) in tries.stations {
                let left = standing.lockedUntil.map { min($0.timeIntervalSince(now), Self.longestLockSeconds) } ?? 0
                state.drawers[station] = Drawer(
                    wrongTries: standing.wrong, locks: standing.locks, lockedUntil: seconds + left)
            }
            state.wrongTimes = tries.times.map { seconds - max(0, now.timeIntervalSince($0)) }.sorted()
        }
    }

    /// A clock of the seconds since it was made.
    package static func uptime() -> @Sendable () -> Double {
        let start = ContinuousClock.now
        return { (ContinuousClock.now - start) / .seconds(1) }
    }
}

extension DrawerOpening {
    fileprivate var refusal: Happening {
        guard case .locked(let seconds) = self else { return .pinRefused(lockedSeconds: 0) }
        return .pinRefused(lockedSeconds: Int(seconds))
    }
}

extension Drawers.Drawer {
    fileprivate var hadWrongTries: Bool { wrongTries > 0 || locks > 0 }

    fileprivate mutating func takeWrongTry(at now: Double) -> DrawerOpening {
        wrongTries += 1
        guard wrongTries >= Drawers.tries else { return .wrong }
        wrongTries = 0
        // Beyond the longest, one more doubling changes nothing.
        var pause = Drawers.firstLockSeconds
        for _ in 0..<min(locks, 10) { pause *= 2 }
        pause = min(pause, Drawers.longestLockSeconds)
        locks += 1
        lockedUntil = now + pause
        return .locked(seconds: pause)
    }
}

/// What a PIN came to.
package enum DrawerOpening: Equatable, Sendable {
    case opened(DrawerKey, PINHolder)
    case wrong
    /// Too many wrong ones: no PIN is looked at for so long.
    case locked(seconds: Double)
}

/// What a screen shows for having opened its drawer: 128 random bits in hexadecimal digits.
package struct DrawerKey: Hashable, Sendable {
    package let rawValue: String

    init() {
        var generator = SystemRandomNumberGenerator()
        let words = (0..<2).map { _ in String(generator.next(), radix: 16) }
        rawValue = words.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined()
    }

    package init(_ text: String) {
        rawValue = text
    }
}

extension DrawerKey: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "drawer key (redacted)" }
    package var debugDescription: String { description }
}
