// SPDX-License-Identifier: Apache-2.0

package import Conference
import Synchronization

/// The doors' drawers: a PIN opens one, some idle time closes it, and guessing is slowed.
///
/// Nothing of this outlives the daemon: after a restart every drawer is closed.
package final class Drawers: Sendable {
    /// After so long without use a drawer is closed.
    package let idleSeconds: Double
    private let pins: PINBook
    private let seconds: @Sendable () -> Double
    private let drawers = Mutex<[StationID: Drawer]>([:])

    /// So many wrong PINs in a row lock a station's drawer.
    package static let tries = 3
    /// The first lock; each that follows without a right PIN in between is twice as long, up to the longest.
    package static let firstLockSeconds = 60.0
    package static let longestLockSeconds = 900.0
    /// A screen closes its drawer itself; the key goes on a little longer, for what is under way.
    private static let graceSeconds = 5.0

    fileprivate struct Drawer {
        var wrongTries = 0
        var locks = 0
        var lockedUntil = -Double.infinity
        var open: (key: DrawerKey, holder: PINHolder, until: Double)?
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
        return drawers.withLock { drawers in
            var drawer = drawers[station] ?? Drawer()
            defer { drawers[station] = drawer }
            guard now >= drawer.lockedUntil else { return .locked(seconds: drawer.lockedUntil - now) }
            guard let holder = PIN(text).flatMap({ pins.holder(of: $0) }) else { return drawer.takeWrongTry(at: now) }
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
        return drawers.withLock { drawers in
            guard let open = drawers[station]?.open, open.key == key, now < open.until else { return nil }
            drawers[station]?.open?.until = now + idleSeconds + Self.graceSeconds
            return open.holder
        }
    }

    /// Closes the drawer that `key` opened.
    package func close(_ key: DrawerKey, at station: StationID) {
        drawers.withLock { drawers in
            if drawers[station]?.open?.key == key { drawers[station]?.open = nil }
        }
    }
}

extension Drawers {
    /// A clock of the seconds since it was made.
    package static func uptime() -> @Sendable () -> Double {
        let start = ContinuousClock.now
        return { (ContinuousClock.now - start) / .seconds(1) }
    }
}

extension Drawers.Drawer {
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
