// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Who a door's passages are recorded with: a person and their badge, or who stands for them on one day.
package struct Alias: Equatable, Sendable {
    package let registration: RegistrationID
    package let badge: BadgeSerial

    package static let byteCount = 22

    package init(registration: RegistrationID, badge: BadgeSerial) {
        self.registration = registration
        self.badge = badge
    }

    /// The alias that these bytes are, or `nil` unless there are exactly as many as it takes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount, let badge = BadgeSerial(bytes: bytes.suffix(6)) else { return nil }
        let id = Array(bytes.prefix(16))
        let uuid = id.withUnsafeBytes { $0.loadUnaligned(as: UUIDBytes.self) }
        self.init(registration: RegistrationID(UUID(uuid: uuid)), badge: badge)
    }

    private typealias UUIDBytes = (
        UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
    )
}

extension DecisionContext {
    /// With whom the badge's ways on the day of `date` are recorded.
    ///
    /// Nearly always that is its owner, which must cost nothing.
    package func passer(with badge: Badge, at date: Date, in calendar: EventCalendar) throws -> Alias {
        guard state.unrecorded.contains(badge.registration) else {
            return Alias(registration: badge.registration, badge: badge.serial)
        }
        return try alias(of: badge.registration, on: calendar.name(of: date))
    }
}
