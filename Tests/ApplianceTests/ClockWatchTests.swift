// SPDX-License-Identifier: Apache-2.0

import Appliance
import Foundation
import Testing

struct ClockWatchTests {
    let noon = Date(timeIntervalSince1970: 1_475_866_800)

    @Test func `a clock that goes back behind the record is told once each time`() {
        var watch = ClockWatch()
        #expect(watch.look(at: noon, latest: noon - 1) == nil)
        #expect(watch.look(at: noon - 3600, latest: noon) == 3600)
        #expect(watch.look(at: noon - 3599, latest: noon) == nil)
        #expect(watch.look(at: noon + 1, latest: noon) == nil)
        #expect(watch.look(at: noon - 120, latest: noon + 1) == 121)
    }

    @Test func `a clock that a time server moves is left in peace`() {
        var watch = ClockWatch()
        #expect(watch.look(at: noon - 59, latest: noon) == nil)
    }
}
