// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Testing

struct RegistrationListTests {
    @Test func `reads every column of its own header`() throws {
        let list = try RegistrationList(
            """
            Order code,First name,Last name,Full name,Name on badge,Pronouns,Email,Affiliation,Role,Status,\
            Waitlist position,Poster title,Poster session,Dietary needs,Livestream consent
            QX7,Mara,Odell,Mara J Odell,Mara,she/her,mara@example.org,Odell Works,speaker,accepted,,Deep Nets,both,vegan,no
            QX8,,,de la Cruz,,,,,,waitlisted,7,,,,
            """)
        #expect(list.fields == Set(RegistrationField.allCases).subtracting([.orderPosition]))
        #expect(list.rejected == [])
        #expect(
            list.rows.map(\.details) == [
                RegistrationDetails(
                    fullName: "Mara J Odell", givenName: "Mara", familyName: "Odell", preferredName: "Mara",
                    orderCode: "QX7", pronouns: "she/her", email: "mara@example.org", affiliation: "Odell Works",
                    role: .speaker, poster: Poster(title: "Deep Nets", sessions: [1, 2]), dietaryNeeds: "vegan",
                    livestreamConsent: false),
                RegistrationDetails(fullName: "de la Cruz", orderCode: "QX8", status: .waitlisted(position: 7)),
            ])
    }

    @Test func `reads a pretix check-in list`() throws {
        let details = try details(
            """
            "Order code";"Attendee name";"Attendee name: Given name";"Attendee name: Family name";"Product";"Price";\
            "Checked in";"Secret";"E-mail";"Company";"Voucher code";"Order date";"Seat name"
            "ABC12";"Ines Brandt";"Ines";"Brandt";"Regular";"10.00";"";"s3cr3t";"ines@example.org";"Brandt KG";"";"2026-01-02";""
            "ABC12";"Tove Brandt";"Tove";"Brandt";"Regular";"10.00";"";"s3cr4t";"ines@example.org";"";"";"2026-01-02";""
            """)
        #expect(
            details == [
                RegistrationDetails(
                    fullName: "Ines Brandt", givenName: "Ines", familyName: "Brandt", orderCode: "ABC12",
                    email: "ines@example.org", affiliation: "Brandt KG"),
                RegistrationDetails(
                    fullName: "Tove Brandt", givenName: "Tove", familyName: "Brandt", orderCode: "ABC12",
                    email: "ines@example.org"),
            ])
    }

    @Test func `reads pretix order positions, taking the first Company that has a value`() throws {
        let details = try details(
            """
            Event slug,Order code,Position ID,Status,Email,Phone number,Order date,Product,Attendee name,Attendee email,\
            Company,Address,City,Company,Invoice address name,Address,City
            x,ABC12,1,paid,buyer@example.org,,2026-01-02,Regular,Ines Brandt,ines@example.org,Guild,,,Payer Ltd,Ada Payer,,
            x,ABC12,2,canceled,buyer@example.org,,2026-01-02,Regular,Tove Brandt,,,,,Payer Ltd,Ada Payer,,
            """)
        #expect(
            details == [
                RegistrationDetails(
                    fullName: "Ines Brandt", orderCode: "ABC12", orderPosition: "1", email: "ines@example.org",
                    affiliation: "Guild"),
                RegistrationDetails(
                    fullName: "Tove Brandt", orderCode: "ABC12", orderPosition: "2", email: "buyer@example.org",
                    affiliation: "Payer Ltd", status: .declined),
            ])
    }

    @Test func `reads a pretix waiting list`() throws {
        let list = try RegistrationList(
            """
            Date,Name,Email,Phone number,Product,Product ID,Event slug,Date,Language,Priority,Status,Voucher code
            2026-01-02,Ines Brandt,ines@example.org,,Regular,1,x,,en,0,Waiting for a voucher,
            2026-01-03,Tove Brandt,tove@example.org,,Regular,1,x,,en,0,Voucher expired,V1
            """)
        #expect(list.rows.map(\.details.status) == [.waitlisted(position: nil), .declined])
    }

    @Test func `reads an Indico export`() throws {
        let details = try details(
            """
            ID,Name,Email Address,Affiliation,Position,Registration date,Registration state,Price,Checked in,Tags
            17,"Okafor, Ngozi",ngozi@example.org,Lagos Lab,Professor,2026-01-02,Completed,0,No,
            18,Li Wei,li@example.org,,,2026-01-02,Withdrawn,0,No,
            """)
        #expect(
            details == [
                RegistrationDetails(
                    fullName: "Okafor, Ngozi", orderCode: "17", email: "ngozi@example.org", affiliation: "Lagos Lab"),
                RegistrationDetails(
                    fullName: "Li Wei", orderCode: "18", email: "li@example.org", status: .declined),
            ])
    }

    @Test func `reads an Eventbrite attendee report`() throws {
        let details = try details(
            """
            Order #,Order Date,First Name,Surname,Email,Quantity,Ticket Type,Attendee #,Attendee Status
            901,2026-01-02,Ines,Brandt,ines@example.org,1,Regular,5501,Checked In
            901,2026-01-02,Tove,Brandt,ines@example.org,1,Regular,5502,Not Attending
            """)
        #expect(
            details == [
                RegistrationDetails(
                    fullName: "Ines Brandt", givenName: "Ines", familyName: "Brandt", orderCode: "901",
                    orderPosition: "5501", email: "ines@example.org"),
                RegistrationDetails(
                    fullName: "Tove Brandt", givenName: "Tove", familyName: "Brandt", orderCode: "901",
                    orderPosition: "5502", email: "ines@example.org", status: .declined),
            ])
    }

    @Test func `reads a Luma guest list`() throws {
        let details = try details(
            """
            name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,ticket_name
            Ines Brandt,Ines,Brandt,ines@example.org,,2026-01-02,approved,,Standard
            Tove Brandt,Tove,Brandt,tove@example.org,,2026-01-02,pending_approval,,Standard
            """)
        #expect(
            details == [
                RegistrationDetails(
                    fullName: "Ines Brandt", givenName: "Ines", familyName: "Brandt", email: "ines@example.org"),
                RegistrationDetails(
                    fullName: "Tove Brandt", givenName: "Tove", familyName: "Brandt", email: "tove@example.org",
                    status: .waitlisted(position: nil)),
            ])
    }

    @Test func `reads a Tito ticket list`() throws {
        let details = try details(
            """
            Ticket,Reference,Name,Email,Tags,Registration Date
            Regular,UZOJ-1,Ines Brandt,ines@example.org,,2026-01-02
            Regular,UZOJ-2,Tove Brandt,tove@example.org,,2026-01-02
            """)
        #expect(details.map(\.orderCode) == ["UZOJ-1", "UZOJ-2"])
        #expect(details.map(\.fullName) == ["Ines Brandt", "Tove Brandt"])
    }

    @Test func `reads a German list, where Name beside Vorname is the family name`() throws {
        let details = try details("Vorname;Name;E-Mail;Firma;Status\nJörg;Weiß;j@example.org;Weiß GmbH;bezahlt\n")
        #expect(
            details == [
                RegistrationDetails(
                    fullName: "Jörg Weiß", givenName: "Jörg", familyName: "Weiß", email: "j@example.org",
                    affiliation: "Weiß GmbH")
            ])
    }

    @Test(arguments: [
        "sep=;\r\nFull name;Email\r\nMara Odell;m@example.org\r\n",
        "\"sep=|\"\nFull name|Email\nMara Odell|m@example.org",
        "\u{FEFF}Full name,Email\nMara Odell,m@example.org",
        "FULL_NAME\te-mail\nMara Odell\tm@example.org",
        "\n,,\nFull name,,Email,,\n\n,,,\nMara Odell,ignored,m@example.org\n,,",
        "Full name,Email\n \u{A0}Mara Odell\u{200B} ,mailto:m@example.org?subject=hi",
        "Full name,Email\nMara Odell,\"\"\"Mara Odell\"\" <m@example.org>\"",
        "Name\nMara Odell <m@example.org>",
        "Name\n\"\"\"Mara Odell\"\" <mailto:m@example.org>\"",
    ])
    func `forgives what lists really hold`(text: String) throws {
        let list = try RegistrationList(text)
        #expect(list.rejected == [])
        #expect(list.rows.map(\.details) == [RegistrationDetails(fullName: "Mara Odell", email: "m@example.org")])
    }

    @Test(arguments: ["van der BERG", "McDONALD", "李 小龙", "ibn  Rushd", "Ó Súilleabháin", "X Æ A-12", "O'Neil-Łuk"])
    func `leaves names as they are written`(name: String) throws {
        #expect(try details("Name\n\(name)\n").map(\.fullName) == [name])
    }

    @Test func `puts a name with a line break on one line`() throws {
        #expect(try details("Name\n\"Mara\r\nOdell\"").map(\.fullName) == ["Mara Odell"])
    }

    @Test func `takes a placeholder in the column of addresses for no address`() throws {
        #expect(try details("Name,Email\nMara,n/a").map(\.email) == [nil])
    }

    @Test(
        arguments: [
            ("accepted", .accepted), ("PAID", .accepted), ("Checked In", .accepted), ("", .accepted),
            ("wait-list", .waitlisted(position: nil)), ("pending", .waitlisted(position: nil)),
            ("Awaiting payment", .waitlisted(position: nil)), ("Cancelled", .declined), ("refunded", .declined),
            ("Rejected", .declined), ("withdrawn", .declined), ("canceled (paid fee)", .declined),
        ] as [(String, RegistrationStatus)])
    func `knows the status words of the ticket shops`(word: String, status: RegistrationStatus) throws {
        #expect(try details("Name,Status\nMara,\(word)").map(\.status) == [status])
    }

    @Test(arguments: [
        ("Name,Email\n,m@example.org", "the row has no name"),
        ("Name,Status\nMara,maybe", "Status: not a known word; allowed are accepted, waitlisted and declined"),
        ("Name,Role\nMara,king", "Role: not a known word; allowed are attendee, speaker, volunteer and organizer"),
        (
            "Name,Poster title,Poster session\nMara,Nets,3",
            "Poster session: not a known word; allowed are 1, 2 and both"
        ),
        (
            "Name,Poster title,Poster session\nMara,,2",
            "Poster session: the row has a poster session and no poster title"
        ),
        ("Name,Livestream consent\nMara,perhaps", "Livestream consent: not a known word; allowed are yes and no"),
        (
            "Name,Status,Waitlist position\nMara,waitlisted,first",
            "Waitlist position: expected a whole number from 1 to 1000000"
        ),
        (
            "Name,Affiliation\nMara,Odell Works, Inc.",
            "the row has more cells than the header has columns; put a cell with a separator in quotes"
        ),
        (
            "Name,Affiliation\n\"Mara \"M\" Odell\",x",
            "text follows a closing quotation mark; double the quotation marks inside a cell"
        ),
        ("Name,Email\nMara,\(String(repeating: "x", count: 5_000))", "Email: longer than 4000 bytes"),
    ])
    func `rejects a row with a reason that quotes nobody`(text: String, reason: String) throws {
        let list = try RegistrationList(text)
        #expect(list.rows == [])
        #expect(list.rejected.map(\.description) == ["line 2: \(reason)"])
    }

    private func details(_ text: String) throws -> [RegistrationDetails] {
        let list = try RegistrationList(text)
        #expect(list.rejected == [])
        return list.rows.map(\.details)
    }
}

extension RegistrationList {
    init(_ text: String) throws {
        try self.init(csv: Array(text.utf8))
    }
}
