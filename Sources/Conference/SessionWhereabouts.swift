// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

extension Session {
    /// Where the session was and when, up to `now`; nothing of what is to come.
    ///
    /// One that moved while it ran was in several rooms.
    package func stretches(upTo now: Date) -> [SessionSlot] {
        guard let slot, ending?.reason != .withdrawn else { return earlier }
        let from = max(slot.starts, cameAt ?? slot.starts)
        let to = [slot.ends, ending?.at, mergedAt, now].compactMap { $0 }.min() ?? now
        guard from < to else { return earlier }
        return earlier + [SessionSlot(place: slot.place, starts: from, ends: to)]
    }

    /// Has `new` from `date` on instead of the slot that it had.
    mutating func move(to new: SessionSlot, at date: Date) {
        if new.starts > date {
            // It is to begin later, whatever there was of it before.
            (startedAt, cameAt, earlier) = (nil, nil, [])
        } else if let slot, slot.place != new.place, slot.starts < date {
            earlier = stretches(upTo: date)
            cameAt = date
        }
        slot = new
    }
}

/// How many people a session had.
package struct Attendance: Equatable, Sendable {
    /// The most people in its room at once, as doors saw and volunteers counted.
    package let peak: Int
    /// How many different people the doors saw inside while it was on.
    package let visitors: Int

    package init(peak: Int, visitors: Int) {
        self.peak = peak
        self.visitors = visitors
    }
}

extension ConferenceState {
    /// How many people the session had up to `now`; `nil` for one that has not begun.
    package func attendance(of session: Session, upTo now: Date) -> Attendance? {
        let stretches = session.stretches(upTo: now)
        return stretches.isEmpty ? nil : occupancy.attendance(during: stretches)
    }
}
