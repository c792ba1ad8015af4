// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Whose seat went to the waiting list, who got one from there, and who joined its end.
package struct SeatBook: Equatable, Sendable {
    /// People who held a seat and had not come when the seats were released, and when that was.
    package private(set) var forfeited: [RegistrationID: Date] = [:]
    /// People who were given a seat that the list does not give them, and since when.
    package private(set) var released: [RegistrationID: Date] = [:]
    /// Those behind the list's own waiting list, in the order in which they came.
    package private(set) var joined: [RegistrationID] = []
    /// `nil` as long as nobody's seat was ever released.
    package private(set) var lastRelease: SeatRelease?

    package init() {}

    mutating func forfeit(_ registration: RegistrationID, at date: Date) {
        forfeited[registration] = date
        released[registration] = nil
        joined.removeAll { $0 == registration }
    }

    mutating func release(to registration: RegistrationID, at date: Date) {
        released[registration] = date
        forfeited[registration] = nil
        joined.removeAll { $0 == registration }
    }

    mutating func join(_ registration: RegistrationID) {
        if !joined.contains(registration) { joined.append(registration) }
    }

    mutating func note(_ count: SeatReleaseCount, at date: Date) {
        lastRelease = SeatRelease(at: date, count: count)
    }
}

/// How many seats changed hands.
package struct SeatReleaseCount: Hashable, Sendable {
    /// People who had not come and lost their seats.
    package let forfeited: Int
    /// People of the waiting list who got one.
    package let released: Int

    package init(forfeited: Int, released: Int) {
        self.forfeited = forfeited
        self.released = released
    }
}

/// One release of the seats of those who had not come.
package struct SeatRelease: Equatable, Sendable {
    package let at: Date
    package let count: SeatReleaseCount
}
