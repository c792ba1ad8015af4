// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// A person's time in one place, as doors saw it.
package struct PersonStay: Equatable, Sendable {
    package let place: PlaceID
    package let from: Date
    /// `nil` while the person is inside.
    package let to: Date?
}

extension PersonStay {
    /// Whether the person was there during a part of the slot.
    package func overlaps(_ slot: SessionSlot) -> Bool {
        place == slot.place && from < slot.ends && (to ?? .distantFuture) > slot.starts
    }
}
