// SPDX-License-Identifier: Apache-2.0

import Appliance
import Conference
import Foundation
import Testing

/// What the event file says of hours, boards, closing and PINs.
struct PlacesAndPINsTests {
    private func read(_ posters: String = "", event: String = "", end: String = "") throws -> EventFile {
        let text = Sample.event()
            .replacing("time_zone = \"Europe/Berlin\"\n", with: "time_zone = \"Europe/Berlin\"\n\(event)\n")
            .replacing("description = \"Upstairs\"\n", with: "description = \"Upstairs\"\n\(posters)\n")
        return try EventFile(parsing: Array("\(text)\n\(end)\n".utf8))
    }

    private func error(_ posters: String = "", event: String = "", end: String = "") throws -> String {
        try #require(throws: ConfigurationError.self) { try read(posters, event: event, end: end) }.description
    }

    @Test func `reads a poster session's hours by the clocks of its time zone, and its boards`() throws {
        let posters = try read(
            "hours = [\"2016-10-07 11:00-13:00\", \"2016-10-08 11:00–12:30\"]\nboards = 24"
        ).event.places[1]
        #expect(posters.hours.map { $0.opens.formatted(.iso8601) } == ["2016-10-07T09:00:00Z", "2016-10-08T09:00:00Z"])
        #expect(
            posters.hours.map { $0.closes.formatted(.iso8601) } == ["2016-10-07T11:00:00Z", "2016-10-08T10:30:00Z"])
        #expect(posters.boards == 24)
        #expect(try read().event.places[1].hours.isEmpty)
    }

    @Test func `a closing keeps people inside unless the event or the place says otherwise`() throws {
        #expect(try read().event.places.map(\.whenClosed) == [.keep, .keep])
        #expect(try read(event: "when_closed = \"clear\"").event.places.map(\.whenClosed) == [.clear, .clear])
        let own = try read("when_closed = \"keep\"", event: "when_closed = \"clear\"")
        #expect(own.event.places.map(\.whenClosed) == [.clear, .keep])
    }

    @Test(arguments: [
        ("hours = [\"11:00-13:00\"]", "expected hours such as “2016-10-07 11:00-13:00”, found “11:00-13:00”"),
        ("hours = [\"2016-10-07 13:00-11:00\"]", "expected hours such as"),
        ("hours = [\"2016-10-09 11:00-13:00\"]", "expected days of the event, found 2016-10-09"),
        (
            "hours = [\"2016-10-07 11:00-13:00\", \"2016-10-07 13:00-14:00\"]",
            "expected hours in order, each after a pause"
        ),
        ("boards = 0", "expected a whole number from 1 to 10000, found 0"),
        ("when_closed = \"empty\"", "expected “keep” or “clear”, found “empty”"),
    ])
    func `says what is wrong with hours and boards`(line: String, message: String) throws {
        #expect(try error(line).contains(message))
    }

    @Test func `a room has no boards`() throws {
        let text = Sample.event().replacing("capacity = 60\n", with: "capacity = 60\nboards = 3\n")
        let error = try #require(throws: ConfigurationError.self) { try EventFile(parsing: Array(text.utf8)) }
        #expect(error.description == "places[0].boards, line 18: expected boards of a poster session alone")
    }

    @Test func `reads who opens drawers, and for how long a drawer stays open`() throws {
        let pins = """
            [[pins]]
            id = "kim"
            name = "Kim"
            pin = "602214"

            [[pins]]
            id = "supervisor"
            name = "Supervisor"
            pin = "031415926"
            """
        let file = try read(event: "drawer_closes_after_seconds = 90", end: pins)
        #expect(file.event.pinHolders.map(\.id.rawValue) == ["kim", "supervisor"])
        #expect(file.event.name(of: try #require(PINHolderID("kim"))) == "Kim")
        #expect(file.event.name(of: try #require(PINHolderID("gone"))) == "gone")
        #expect(file.drawerIdleSeconds == 90)
        #expect(try read().event.pinHolders.isEmpty && read().drawerIdleSeconds == 60)
    }

    @Test func `reads when screens lock themselves, where somebody can unlock them`() throws {
        let pins = "[[pins]]\nid = \"kim\"\nname = \"Kim\"\npin = \"602214\"\n"
        #expect(try read(event: "screens_lock_after_minutes = 15", end: pins).event.screensLockAfterMinutes == 15)
        #expect(try read(end: pins).event.screensLockAfterMinutes == nil)
        let message = try error(event: "screens_lock_after_minutes = 15")
        #expect(message.contains("event.screens_lock_after_minutes, line "))
        #expect(message.contains("expected [[pins]] in this file, too"))
    }

    @Test(arguments: ["\"12345\"", "\"555555\"", "\"12345x\"", "602214"])
    func `refuses a PIN that is short, easy or no text, and quotes none`(pin: String) throws {
        let message = try error(end: "[[pins]]\nid = \"kim\"\nname = \"Kim\"\npin = \(pin)\n")
        #expect(message.contains("pins[0].pin, line "))
        #expect(message.contains("expected a text of 6 to 12 digits that are not all the same"))
        #expect(!message.contains(pin.filter(\.isNumber)))
    }

    @Test func `refuses the same PIN twice, and the same holder`() throws {
        let one = "[[pins]]\nid = \"kim\"\nname = \"Kim\"\npin = \"602214\"\n"
        let pin = try error(end: one + one.replacing("\"kim\"", with: "\"pat\""))
        #expect(
            pin.contains("pins[1].pin, line ") && pin.contains("expected a PIN that nobody else has, as pins[0].pin"))
        #expect(!pin.contains("602214"))
        let holder = try error(end: one + one.replacing("602214", with: "137035"))
        #expect(holder.contains("“kim” is taken by pins[0].id"))
    }
}
