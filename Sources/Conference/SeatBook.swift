// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Whose seat went to the waiting list, and who got one from there.
package struct SeatBook: Equatable, Sendable {
    /// Accepted people who had not come when the seats were released, and when that was.
    package private(set) var forfeited: [RegistrationID: Date] = [:]
    /// People of the waiting list who have a seat now, and since when.
    package private(set) var released: [RegistrationID: Date] = [:]

    package init() {}

    mutating func forfeit(_ registration: RegistrationID, at date: Date) {
        forfeited[registration] = date
        released[registration] = nil
    }

    mutating func release(to registration: RegistrationID, at date: Date) {
        released[registration] = date
        forfeited[registration] = nil
    }
}
