// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Finds out when the machine's clock has gone back behind what is on record, and tells it once each time.
package struct ClockWatch {
    private var isBehind = false

    /// Clocks that are kept by a time server move by less than this.
    private static var tolerance: Double { 60 }

    package init() {}

    /// By how many whole seconds `now` is behind the latest record, if that is new.
    package mutating func look(at now: Date, latest: Date) -> Int? {
        let seconds = latest.timeIntervalSince(now)
        let wasBehind = isBehind
        isBehind = seconds > Self.tolerance
        return isBehind && !wasBehind ? Int(seconds) : nil
    }
}
