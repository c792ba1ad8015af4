// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

/// When and where a decision is taken.
struct Stamp: Sendable {
    let at: Date
    let station: StationID

    func fact(_ event: Happening) -> Fact { Fact(at: at, station: station, event) }
}

/// A badge about to be issued, with its print job.
struct FreshBadge {
    let serial: BadgeSerial
    let job = PrintJobID()
    let facts: [Fact]

    /// A badge for `registration` with a serial that the event has not used; `issue` identifies the issuing fact.
    init(
        for registration: RegistrationID, route: PrinterRoute, issue: FactID = FactID(), _ stamp: Stamp,
        unlike state: ConferenceState
    ) {
        var generator = SystemRandomNumberGenerator()
        var serial = BadgeSerial(using: &generator)
        while state.badges[serial] != nil { serial = BadgeSerial(using: &generator) }
        self.serial = serial
        facts = [
            Fact(id: issue, at: stamp.at, station: stamp.station, .badgeIssued(serial, to: registration)),
            stamp.fact(.printRequested(job, badge: serial, route: route)),
        ]
    }
}
