// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Why a badge does not count.
package struct BadgeRefusal: Error, Equatable, Sendable {
    package let reason: RefusalReason
    package let badge: BadgeSerial?
    /// Since when it does not, where there is such a time.
    package let since: Date?

    package init(reason: RefusalReason, badge: BadgeSerial? = nil, since: Date? = nil) {
        self.reason = reason
        self.badge = badge
        self.since = since
    }
}

extension ConferenceState {
    /// The badge that `reading` is, live now or when it was scanned in the `past`, or why it does not count.
    package func holder(of reading: BadgeReading, scannedAt past: Date? = nil) -> Result<Badge, BadgeRefusal> {
        switch reading {
        case .unreadable: return .failure(BadgeRefusal(reason: .unreadable))
        case .foreign: return .failure(BadgeRefusal(reason: .foreign))
        case .forged: return .failure(BadgeRefusal(reason: .forged))
        case .genuine(let serial):
            guard let badge = badges[serial] else {
                let reason: RefusalReason = pool.contains(serial) ? .notIssued : .unknownBadge
                return .failure(BadgeRefusal(reason: reason, badge: serial))
            }
            if let revocation = badge.revocation, past.map({ $0 >= revocation.at }) ?? true {
                return .failure(BadgeRefusal(reason: .revoked, badge: serial, since: revocation.at))
            }
            guard checkIns[badge.registration] != nil else {
                return .failure(BadgeRefusal(reason: .notCheckedIn, badge: serial))
            }
            return .success(badge)
        }
    }
}
