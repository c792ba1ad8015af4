// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

/// When and where a decision is taken.
struct Stamp: Sendable {
    let at: Date
    let station: StationID?

    func fact(_ event: Happening) -> Fact { Fact(at: at, station: station, event) }
}

/// A badge about to be issued, with its print job.
struct FreshBadge {
    let serial: BadgeSerial
    let job = PrintJobID()
    let facts: [Fact]

    /// A badge for `registration` with a serial that the event has not used; `issue` identifies the issuing fact.
    init(
        for registration: RegistrationID, _ order: PrintOrder, issue: FactID, _ stamp: Stamp,
        unlike state: ConferenceState
    ) {
        serial = state.unusedSerial()
        facts = [
            Fact(id: issue, at: stamp.at, station: stamp.station, .badgeIssued(serial, to: registration)),
            stamp.fact(.printRequested(job, badge: serial, order)),
        ]
    }
}

extension ConferenceState {
    /// A random serial that no badge of the event has.
    func unusedSerial() -> BadgeSerial {
        var generator = SystemRandomNumberGenerator()
        while true {
            let serial = BadgeSerial(using: &generator)
            if badges[serial] == nil, !pool.contains(serial) { return serial }
        }
    }
}
