// SPDX-License-Identifier: Apache-2.0

package import Foundation
import Synchronization

/// A clock that a test sets.
package final class ManualClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_475_866_800))

    package init() {}

    package var now: Date { time.withLock { $0 } }

    package func advance(by seconds: Double) {
        time.withLock { $0 += seconds }
    }
}
