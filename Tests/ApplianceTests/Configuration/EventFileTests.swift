// SPDX-License-Identifier: Apache-2.0

import Appliance
import Conference
import Foundation
import FrontDesk
import Printing
import Testing

struct EventFileTests {
    @Test func `reads an event`() throws {
        let file = try EventFile(parsing: Array(Sample.event().utf8))
        let event = file.event
        #expect(event.id.rawValue == "tiny" && event.name == "Tiny Conference")
        #expect(event.days == ["2016-10-07", "2016-10-08"] && event.timeZone == "Europe/Berlin")
        #expect(event.codeOfConduct == CodeOfConduct(version: "1", text: "Be kind."))
        let hall = Place(id: try #require(Slug("hall")), name: "Hall", kind: .room, capacity: 60, livestreamed: true)
        let posters = Place(
            id: try #require(Slug("posters")), name: "Posters", kind: .posterSession, capacity: 200,
            description: "Upstairs")
        #expect(event.places == [hall, posters])
        #expect(file.opens.description == "11:00" && file.closes.description == "18:05")
        #expect(file.badgeTemplate == EventFile.defaultBadgeTemplate)
        #expect(file.printers.map(\.id.rawValue) == ["desk", "spare"])
        #expect(file.printers.map(\.name) == ["Desk", "Spare"])
        #expect(file.printers.map(\.connection) == [.uri("ipp://printer.local/ipp/print"), .queue("Zebra_1")])
    }

    @Test(
        arguments: [
            (
                "id = \"tiny\"", "id = \"Tiny!\"",
                "event.id, line 2: expected a text of 1 to 64 lower-case letters, digits and hyphens, found “Tiny!”"
            ),
            (
                "id = \"tiny\"\n", "",
                "event.id, line 1: missing, expected a text of 1 to 64 lower-case letters, digits and hyphens"
            ),
            (
                "name = \"Tiny Conference\"", "name = \" \"",
                "event.name, line 3: expected a text of 1 to 200 characters, found “ ”"
            ),
            (
                "\"2016-10-08\"", "\"2016-02-30\"",
                "event.days[1], line 4: expected a day such as “2016-10-07”, found “2016-02-30”"
            ),
            ("\"2016-10-08\"", "8", "event.days[1], line 4: expected a day such as “2016-10-07”, found a whole number"),
            ("\"2016-10-08\"", "\"2016-10-06\"", "event.days, line 4: expected days in order, each once"),
            (
                "[\"2016-10-07\", \"2016-10-08\"]", "[]",
                "event.days, line 4: expected a list, each of it a day such as “2016-10-07”, found an empty list"
            ),
            (
                "[\"2016-10-07\", \"2016-10-08\"]", "\"2016-10-07\"",
                "event.days, line 4: expected a list, each of it a day such as “2016-10-07”, found a text"
            ),
            ("opens = \"11:00\"", "opens = \"11\"", "event.opens, line 5: expected a time such as “11:00”, found “11”"),
            (
                "closes = \"18:05\"", "closes = \"10:00\"",
                "event.closes, line 6: expected a time after 11:00, when the event opens, found 10:00"
            ),
            (
                "Europe/Berlin", "Europe/Atlantis",
                "event.time_zone, line 7: expected a time zone such as “America/Los_Angeles”, found “Europe/Atlantis”"
            ),
            (
                "Europe/Berlin", "PST",
                "event.time_zone, line 7: expected a time zone such as “America/Los_Angeles”, found “PST”"
            ),
            (
                "[code_of_conduct]\nversion = \"1\"\n", "[code_of_conduct]\n",
                "code_of_conduct.version, line 9: missing, expected a text of 1 to 40 characters"
            ),
            (
                "capacity = 60", "capacity = \"60\"",
                "places[0].capacity, line 17: expected a whole number from 1 to 100000, found a text"
            ),
            (
                "capacity = 60", "capacity = -1",
                "places[0].capacity, line 17: expected a whole number from 1 to 100000, found -1"
            ),
            (
                "capacity = 60", "capacity = 6.5",
                "places[0].capacity, line 17: expected a whole number from 1 to 100000, found a number with a point"
            ),
            ("capacity = 60\n", "", "places[0].capacity, line 13: missing, expected a whole number from 1 to 100000"),
            (
                "livestreamed = true", "livestreamed = \"yes\"",
                "places[0].livestreamed, line 18: expected true or false, found a text"
            ),
            (
                "livestreamed = true", "livestreams = true",
                "places[0].livestreams, line 18: unknown key; did you mean “livestreamed”?"
            ),
            (
                "livestreamed = true", "floor = 3",
                "places[0].floor, line 18: unknown key; known are id, name, kind, capacity, limit, near, livestreamed, step_free, description, hours, when_closed, boards"
            ),
            (
                "kind = \"room\"", "kind = \"hall\"",
                "places[0].kind, line 16: expected “room” or “poster-session” or “meal”, found “hall”"
            ),
            ("id = \"posters\"", "id = \"hall\"", "places[1].id, line 21: “hall” is taken by places[0].id, line 14"),
            ("id = \"spare\"", "id = \"desk\"", "printers[1].id, line 34: “desk” is taken by printers[0].id, line 29"),
            (
                "ipp://printer.local/ipp/print", "http://u:secret@printer.local",
                "printers[0].uri, line 31: expected a printer's URI such as “ipp://printer.local/ipp/print”"
            ),
            (
                "queue = \"Zebra_1\"", "queue = \"Zebra 1\"",
                "printers[1].queue, line 36: expected a CUPS queue's name, 1 to 127 characters without blanks, “/” and “#”, found “Zebra 1”"
            ),
            (
                "queue = \"Zebra_1\"", "",
                "printers[1], line 33: expected either “uri”, a printer on the network, or “queue”, one that CUPS serves"
            ),
            (
                "queue = \"Zebra_1\"", "queue = \"Z\"\nuri = \"ipp://z/\"",
                "printers[1], line 33: expected either “uri”, a printer on the network, or “queue”, one that CUPS serves"
            ),
            (
                "queue = \"Zebra_1\"", "queue = \"Zebra_1\"\nlabels = 20\nlabels_warning = 20",
                "printers[1].labels_warning, line 38: expected fewer than the 20 labels of a full roll, found 20"
            ),
            (
                "[event]", "[attendee]\nurl = \"https://lanyard.example/b?x\"\n[event]",
                "attendee.url, line 2: expected a web address of at most 34 characters such as “https://lanyard.example”, found “https://lanyard.example/b?x”"
            ),
            (
                "[event]", "surplus = 1\n[event]",
                "surplus, line 1: unknown key; known are event, code_of_conduct, admission, badge_templates, links, attendee, privacy, places, printers, desks, cards, server, pins, webhooks"
            ),
        ] as [(String, String, String)])
    func `says where an error stands and what is expected`(text: String, replacement: String, message: String) throws {
        let event = Sample.event().replacing(text, with: replacement, maxReplacements: 1)
        let error = try #require(throws: ConfigurationError.self) { try EventFile(parsing: Array(event.utf8)) }
        #expect(error.description == message)
    }

    @Test func `knows how long a roll is, where the file says so`() throws {
        let text = Sample.event() + "\nlabels = 200\nlabels_warning = 25\n"
        let file = try EventFile(parsing: Array(text.utf8))
        #expect(file.printers.map(\.labels.full) == [nil, 200])
        #expect(file.printers.map(\.labels.warning) == [nil, 25])
    }

    @Test func `gives a desk the printers that are named for it, and any other all of them`() throws {
        let desks = """

            [[desks]]
            name = "Desk 2"
            printers = ["spare"]
            """
        let assignment = try #require(try EventFile(parsing: Array((Sample.event() + desks).utf8)).printerAssignment)
        #expect(assignment.order(forDesk: "Desk 1").route.description == "desk spare")
        #expect(assignment.order(forDesk: "Desk 2").route.description == "spare")
    }

    @Test func `keeps badges out of the printer for cards, unless there is no other`() throws {
        let cards = "\n[cards]\nprinter = \"spare\"\n"
        let file = try EventFile(parsing: Array((Sample.event() + cards).utf8))
        #expect(file.cardPrinter?.rawValue == "spare")
        #expect(file.printerAssignment?.order(forDesk: "Desk 1").route.description == "desk")
        var alone = file
        alone.printers.removeFirst()
        #expect(alone.printerAssignment?.order(forDesk: "Desk 1").route.description == "spare")
        #expect(try EventFile(parsing: Array(Sample.event().utf8)).cardPrinter == nil)
    }

    @Test(arguments: [
        (
            "printer = \"other\"",
            "cards.printer, line 38: expected the id of one of the event’s printers, found “other”"
        ),
        (
            "",
            "cards.printer, line 37: missing, expected a text of 1 to 64 lower-case letters, digits and hyphens"
        ),
    ])
    func `refuses cards on a printer that is none`(line: String, message: String) throws {
        let text = Sample.event() + "\n[cards]\n" + line + "\n"
        let error = try #require(throws: ConfigurationError.self) { try EventFile(parsing: Array(text.utf8)) }
        #expect(error.description == message)
    }

    @Test func `reads what a full place does and where else there may be space`() throws {
        let text = Sample.event().replacing(
            "capacity = 60\n", with: "capacity = 60\nlimit = \"one-in-one-out\"\nnear = [\"posters\"]\n")
        let event = try EventFile(parsing: Array(text.utf8)).event
        #expect(event.places.map(\.limit) == [.oneInOneOut, .soft])
        #expect(event.alternatives(to: event.places[0]).map(\.id.rawValue) == ["posters"])
    }

    @Test func `reads when whoever did not scan out is taken to be out, and who is told apart`() throws {
        let standard = try EventFile(parsing: Array(Sample.event().utf8))
        #expect(standard.clearAfterClosingMinutes == 60 && standard.event.unseenAfterMinutes == 180)
        let zone = "time_zone = \"Europe/Berlin\"\n"
        let own = "clear_after_closing_minutes = 0\nunseen_after_minutes = 45\n"
        let changed = try EventFile(parsing: Array(Sample.event().replacing(zone, with: zone + own).utf8))
        #expect(changed.clearAfterClosingMinutes == 0 && changed.event.unseenAfterMinutes == 45)
        let off = Sample.event().replacing(zone, with: zone + "clear_at_day_end = false\n")
        #expect(try EventFile(parsing: Array(off.utf8)).clearAfterClosingMinutes == nil)
    }

    @Test(arguments: ["hall", "nowhere"])
    func `refuses a neighbour that is none`(other: String) throws {
        let text = Sample.event().replacing("capacity = 60\n", with: "capacity = 60\nnear = [\"\(other)\"]\n")
        let error = try #require(throws: ConfigurationError.self) { try EventFile(parsing: Array(text.utf8)) }
        #expect("\(error)".contains("expected the id of another of the event’s places, found “\(other)”"))
    }

    @Test func `refuses a desk with a printer that is none of the event's`() throws {
        let desks = "\n[[desks]]\nname = \"Desk 2\"\nprinters = [\"spare\", \"other\"]\n"
        let error = try #require(throws: ConfigurationError.self) {
            try EventFile(parsing: Array((Sample.event() + desks).utf8))
        }
        #expect(error.description.contains("expected the id of one of the event’s printers, found “other”"))
    }

    @Test func `reports everything that is wrong at once, by line`() throws {
        let event = Sample.event()
            .replacing("capacity = 200", with: "capcity = 200").replacing("opens = \"11:00\"", with: "opens = true")
        let error = try #require(throws: ConfigurationError.self) { try EventFile(parsing: Array(event.utf8)) }
        #expect(
            error.description == """
                event.opens, line 5: expected a time such as “11:00”, found true or false
                places[1].capacity, line 20: missing, expected a whole number from 1 to 100000
                places[1].capcity, line 24: unknown key; did you mean “capacity”?
                """)
        #expect(error.problems.map(\.code) == [.wrongType, .missing, .unknownKey])
    }

    @Test func `says where the syntax breaks`() throws {
        let event = Sample.event().replacing("name = \"Hall\"", with: "name = \"Hall")
        let error = try #require(throws: ConfigurationError.self) { try EventFile(parsing: Array(event.utf8)) }
        #expect(error.problems.map(\.code) == [.syntax])
        #expect(error.description.hasPrefix("line 15: column "))
    }

    @Test(arguments: ["[öffnung]", "[ ]", "[[=]]", "[#", "[ .a]", "[\na]", "[[["])
    func `refuses a header that names no table`(header: String) throws {
        let event = Sample.event() + "\n\(header)\nx = 1\n"
        let error = try #require(throws: ConfigurationError.self) { try EventFile(parsing: Array(event.utf8)) }
        #expect(error.problems.map(\.code) == [.syntax])
        #expect(error.description.hasPrefix("line 37: expected a table's name"))
    }

    @Test(arguments: [
        "x =", "x = # y", "x = 11:00", "x = 2016-10-07 # day\ny = 2016-10-07 x", "x = hall", "x = [1, }",
        "x = [\u{2028}]", "x = [[{ y = [} }]]", "x = 1 2", "x = 0x", "x = 1__0", "x = +", "x = 2016-10-07T:",
    ])
    func `refuses what is no value`(line: String) throws {
        let event = line + "\n" + Sample.event()
        let error = try #require(throws: ConfigurationError.self) { try EventFile(parsing: Array(event.utf8)) }
        #expect(error.description.wholeMatch(of: /line [12]: expected a value; a text needs quotes/) != nil)
    }

    @Test func `says of a table that is none just that`() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try EventFile(
                parsing: Array("event = 1\nplaces = 2\ncode_of_conduct = { version = \"1\", text = \"x\" }".utf8))
        }
        #expect(
            error.description == """
                event, line 1: expected a table [event], found a whole number
                places, line 2: expected tables [[places]], found a whole number
                """)
    }

    @Test func `reads a file that a Windows editor wrote`() throws {
        let event = "\u{FEFF}" + Sample.event().replacing("\n", with: "\r\n")
        #expect(try EventFile(parsing: Array(event.utf8)) == EventFile(parsing: Array(Sample.event().utf8)))
    }

    @Test func `takes dates and times without quotes, too`() throws {
        let event = Sample.event()
            .replacing("\"2016-10-08\"", with: "2016-10-08").replacing("\"18:05\"", with: "18:05:00")
        #expect(try EventFile(parsing: Array(event.utf8)) == EventFile(parsing: Array(Sample.event().utf8)))
    }

    @Test func `reads the sample event`() throws {
        let file = try EventFile(parsing: Sample.bytes("event.toml"))
        #expect(file.event.id.rawValue == "socml16")
        #expect(file.event.places.count { $0.kind == .room } == 14)
        #expect(file.event.places.filter { $0.kind == .posterSession }.map(\.capacity) == [200, 200])
        #expect(file.event.places.filter(\.livestreamed).map(\.name) == ["Forward Prop"])
        #expect(file.event.places.filter { $0.kind != .meal }.map(\.capacity).reduce(0, +) == 613)
        #expect(file.event.codeOfConduct.version == "2016-10")
        #expect(file.printers.map(\.connection) == [.uri("ipp://localhost:8632/ipp/print")])
        #expect(file.badgeTemplate == "badge-86x54")
    }
}

/// A small event file, and the files of the sample event.
enum Sample {
    static func event() -> String {
        """
        [event]
        id = "tiny"
        name = "Tiny Conference"
        days = ["2016-10-07", "2016-10-08"]
        opens = "11:00"
        closes = "18:05"
        time_zone = "Europe/Berlin"

        [code_of_conduct]
        version = "1"
        text = "Be kind."

        [[places]]
        id = "hall"
        name = "Hall"
        kind = "room"
        capacity = 60
        livestreamed = true

        [[places]]
        id = "posters"
        name = "Posters"
        kind = "poster-session"
        capacity = 200
        description = "Upstairs"


        [[printers]]
        id = "desk"
        name = "Desk"
        uri = "ipp://printer.local/ipp/print"

        [[printers]]
        id = "spare"
        name = "Spare"
        queue = "Zebra_1"
        """
    }

    static func bytes(_ name: String) throws -> [UInt8] {
        let repository = URL(filePath: #filePath).resolvingSymlinksInPath().appending(path: "../../../..")
        return try Array(
            Data(contentsOf: repository.appending(path: "templates/events/socml16/\(name)").standardized))
    }
}
