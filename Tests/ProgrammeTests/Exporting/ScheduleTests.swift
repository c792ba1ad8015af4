// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import SQLiteStore
import TestSupport
import Testing

struct ScheduleTests {
    let world: EventWorld
    let session = SessionID()

    init() throws { world = try EventWorld() }

    private func schedule(_ event: Event? = nil) async throws -> Schedule {
        Schedule(
            of: event ?? world.event, baseURL: "http://box:8080", sessions: await world.store.read { $0.sessions.all },
            facts: try await world.store.sessionFacts(after: 0), texts: try await world.store.sessionTexts(),
            names: [:])
    }

    private func record(_ title: String, _ slot: SessionSlot, at date: Date, session: SessionID? = nil) async throws {
        let session = session ?? self.session
        let facts = [
            Fact(at: date, station: nil, .sessionProposed(session, by: nil)),
            Fact(at: date, station: nil, .sessionScheduled(session, slot)),
        ]
        let text = ProgrammeText.session(SessionText(id: session, title: title))
        try await world.store.decide { _ in Decision(recording: facts, writing: [text], answer: ()) }
    }

    private func slot(_ starts: String, minutes: Double) throws -> SessionSlot {
        let date = try Date(starts, strategy: .iso8601)
        return SessionSlot(place: world.gradient, starts: date, ends: date + 60 * minutes)
    }

    @Test func `a session after midnight belongs to the day before, also when the clocks are changed that night`()
        async throws
    {
        var event = world.event
        event.timeZone = "America/Los_Angeles"
        event.days = ["2016-11-05", "2016-11-06"]
        // 3:30 on the 6th by clocks that were set back at two.
        try await record("Late", try slot("2016-11-06T11:30:00Z", minutes: 45), at: world.clock.now)
        let xml = FrabSchedule(try await schedule(event)).xml
        let first = try #require(xml.range(of: "<day index=\"1\""))
        let second = try #require(xml.range(of: "<day index=\"2\""))
        let talk = try #require(xml.range(of: "<date>2016-11-06T03:30:00-08:00</date>"))
        #expect(first.lowerBound < talk.lowerBound && talk.lowerBound < second.lowerBound)
        #expect(xml.contains("start=\"2016-11-05T04:00:00-07:00\" end=\"2016-11-06T03:59:00-08:00\""))
        #expect(xml.contains("<duration>00:45</duration>"))
        let calendar = ICalendar.text(try await schedule(event))
        #expect(calendar.contains("DTSTART;TZID=America/Los_Angeles:20161106T033000\r\n"))
        #expect(
            calendar.contains("BEGIN:STANDARD\r\nDTSTART:20161106T020000\r\nTZOFFSETFROM:-0700\r\nTZOFFSETTO:-0800"))
    }

    @Test func `a session on a day that is none of the event's is not lost, and one without a room is in no schedule`()
        async throws
    {
        try await record("Elsewhen", try slot("2017-01-01T12:00:00Z", minutes: 60), at: world.clock.now)
        try await world.record([Fact(at: world.clock.now, station: nil, .sessionProposed(SessionID(), by: nil))])
        let xml = FrabSchedule(try await schedule()).xml
        #expect(xml.contains("<days>2</days>") && xml.contains("date=\"2017-01-01\""))
        #expect(xml.components(separatedBy: "<event ").count == 2)
    }

    @Test func `the number of a session stays when others go, and the version grows with each change`() async throws {
        let other = SessionID()
        try await record(
            "First", try slot("2016-10-07T12:00:00Z", minutes: 60), at: world.clock.now, session: other)
        try await record("Second", try slot("2016-10-07T14:00:00Z", minutes: 60), at: world.clock.now)
        let before = FrabSchedule(try await schedule()).xml
        try await world.record([Fact(at: world.clock.now, station: nil, .sessionEnded(other, reason: .withdrawn))])
        let after = FrabSchedule(try await schedule()).xml
        for xml in [before, after] { #expect(xml.contains("<event id=\"2\" guid=\"\(session)\">")) }
        #expect(before.contains("<version>4</version>") && after.contains("<version>5</version>"))
        #expect(!after.contains("First"))
        #expect(ICalendar.text(try await schedule()).contains("STATUS:CANCELLED"))
    }

    @Test func `rooms of the same name are told apart`() async throws {
        var event = world.event
        event.places = event.places.map { place in
            var place = place
            place.name = "Room"
            return place
        }
        try await record("Talk", try slot("2016-10-07T12:00:00Z", minutes: 60), at: world.clock.now)
        #expect(FrabSchedule(try await schedule(event)).xml.contains("<room name=\"Room (gradient)\""))
    }

    @Test func `no line of a calendar is longer than 75 octets, and no character is torn`() async throws {
        let title = String(repeating: "漢字🙂", count: 40)
        try await record(title, try slot("2016-10-07T12:00:00Z", minutes: 60), at: world.clock.now)
        let calendar = ICalendar.text(try await schedule())
        let lines = calendar.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        #expect(calendar.replacing("\r\n ", with: "").contains("SUMMARY:\(title)\r\n"))
    }
}
