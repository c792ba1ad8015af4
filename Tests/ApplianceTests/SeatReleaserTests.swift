// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import Logging
import SQLiteStore
import TestSupport
import Testing

@testable import Appliance

struct SeatReleaserTests {
    private func releaser(_ world: EventWorld, at moments: [Date]) -> SeatReleaser<SQLiteStore> {
        var event = world.event
        event.admission = AdmissionRules(releases: moments)
        return SeatReleaser(
            desk: SeatDesk(store: world.store, rules: event.admission, now: { world.clock.now }), event: event,
            logger: Logger(label: "test"), now: { world.clock.now })
    }

    @Test func `releases at the fixed time, once, also when the daemon was off then`() async throws {
        let world = try EventWorld()
        let releaser = releaser(world, at: [world.clock.now + 60])
        let late = try await world.add(RegistrationDetails(fullName: "Late"))
        let first = try await world.add(RegistrationDetails(fullName: "First", status: .waitlisted(position: 1)))
        let second = try await world.add(RegistrationDetails(fullName: "Second", status: .waitlisted(position: 2)))
        var done: Set<Date> = []
        world.clock.advance(by: 59)
        try await releaser.releaseDue(&done)
        #expect(await world.store.read { $0.seats.lastRelease } == nil)
        world.clock.advance(by: 3601)
        try await releaser.releaseDue(&done)
        #expect(await world.store.read { $0.seats.forfeited[late] } == world.clock.now)
        #expect(await world.store.read { $0.seats.released.keys.sorted { $0.description < $1.description } } == [first])
        // Another daemon on the same file, much later, when the seat that was given would be lost again.
        world.clock.advance(by: 7200)
        var nothing: Set<Date> = []
        try await releaser.releaseDue(&nothing)
        #expect(nothing == done)
        #expect(await world.store.read { $0.seats.released[second] } == nil)
    }

    @Test func `waits for a list, and is on record when nobody waits`() async throws {
        let world = try EventWorld()
        let releaser = releaser(world, at: [world.clock.now])
        var done: Set<Date> = []
        try await releaser.releaseDue(&done)
        #expect(done.isEmpty)
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        try await releaser.releaseDue(&done)
        #expect(done.count == 1)
        try await world.add(RegistrationDetails(fullName: "W", status: .waitlisted(position: 1)))
        var again: Set<Date> = []
        try await releaser.releaseDue(&again)
        #expect(await world.store.read { $0.seats.forfeited[ada] } == nil)
    }

    @Test func `reads the times in the event's zone, and refuses those that are none`() throws {
        let rules = "\n[admission]\nrelease_at = [\"2016-10-07 12:00\"]\nseats = 80\nhold_minutes = 30\n"
        let text = Sample.event() + rules
        let event = try EventFile(parsing: Array(text.utf8)).event
        #expect(event.admission?.releases.map { $0.formatted(.iso8601) } == ["2016-10-07T10:00:00Z"])
        #expect(event.admission?.seats == 80 && event.admission?.holdMinutes == 30)
        #expect(try EventFile(parsing: Array(Sample.event().utf8)).event.admission == nil)
        for (wrong, word) in [("2016-10-17 12:00", "days of the event"), ("noon", "a time such as")] {
            let changed = text.replacing("2016-10-07 12:00", with: wrong)
            let error = try #require(throws: ConfigurationError.self) { try EventFile(parsing: Array(changed.utf8)) }
            #expect(error.description.contains(word))
        }
    }
}
