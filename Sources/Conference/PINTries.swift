// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// The wrong PINs of late, so that a restart gives nobody new tries.
package struct PINTries: Equatable, Sendable {
    /// How one station stands since its last right PIN.
    package struct Standing: Equatable, Sendable {
        /// Wrong PINs since the last lock.
        package fileprivate(set) var wrong = 0
        package fileprivate(set) var locks = 0
        package fileprivate(set) var lockedUntil: Date?

        fileprivate init() {}
    }

    /// So many of the last wrong PINs at all stations are held.
    package static let timesKept = 30

    package private(set) var stations: [StationID: Standing] = [:]
    /// When the last wrong PINs came, at whichever station, in the order of recording.
    package private(set) var times: [Date] = []

    package init() {}

    mutating func refuse(at date: Date, by station: StationID?, lockedSeconds: Int) {
        guard let station else { return }
        var standing = stations[station] ?? Standing()
        if lockedSeconds > 0 {
            standing.wrong = 0
            standing.locks += 1
            standing.lockedUntil = Date(milliseconds: date.milliseconds + 1000 * Int64(lockedSeconds))
        } else {
            standing.wrong += 1
        }
        stations[station] = standing
        if times.count == Self.timesKept { times.removeFirst() }
        times.append(date)
    }

    mutating func forgive(_ station: StationID?) {
        if let station { stations[station] = nil }
    }
}
