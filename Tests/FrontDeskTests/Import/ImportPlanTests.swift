// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Testing

struct ImportPlanTests {
    @Test func `changes nothing when the same list comes again in another order`() throws {
        let known = try imported(
            "Order code,Name,Email\nA1,Ines Brandt,i@example.org\nA1,Tove Brandt,i@example.org\n,Li Wei,li@example.org\n,Mara,"
        )
        let plan = try plan(
            "Order code,Name,Email\n,Mara,\nA1,Tove Brandt,i@example.org\n,Li Wei,li@example.org\na1,INES BRANDT,i@example.org",
            into: known)
        #expect(plan.inserts == [] && plan.rejected == [])
        // The capitals of a name are the list's to change.
        #expect(plan.updates.map(\.details.fullName) == ["INES BRANDT"])
        #expect(plan.unchanged == [known[3].id, known[1].id, known[2].id])
    }

    @Test func `updates the one registration under a code, even when the name changed`() throws {
        let known = try imported("Order code,Name\nA1,Ines Brandt\nB2,Li Wei")
        let plan = try plan("Order code,Name\nA1,Ines Holm\nB2,Li Wei", into: known)
        #expect(plan.updates.map(\.id) == [known[0].id])
        #expect(plan.updates.map(\.details.fullName) == ["Ines Holm"])
        #expect(plan.unchanged == [known[1].id])
    }

    @Test func `tells people under one code apart by position`() throws {
        let known = try imported("Order code,Position ID,Name\nA1,1,John Smith\nA1,2,John Smith")
        let plan = try plan(
            "Order code,Position ID,Name\nA1,2,Joan Smith\nA1,1,John Smith\nA1,3,John Smith", into: known)
        #expect(plan.updates.map(\.id) == [known[1].id])
        #expect(plan.unchanged == [known[0].id])
        #expect(plan.inserts.map(\.details.orderPosition) == ["3"])
    }

    @Test func `gives people who were imported without positions the ones of a fuller list`() throws {
        let known = try imported("Order code,Name\nA1,Ines Brandt\nA1,Tove Brandt")
        let fuller = "Order code,Position ID,Name\nA1,2,Ines Brandt\nA1,1,Tove Brandt"
        let plan = try plan(fuller, into: known)
        #expect(plan.updates.map(\.id) == known.map(\.id))
        #expect(try self.plan(fuller, into: plan.updates).unchanged == known.map(\.id))
        #expect(try self.plan("Order code,Name\nA1,Ines Brandt", into: plan.updates).unchanged == [known[0].id])
    }

    @Test func `renames the one person of an order whom no name matches`() throws {
        let known = try imported("Order code,Name\nA1,Ines Brandt\nA1,Tove Brandt")
        let plan = try plan("Order code,Name\nA1,Tove Brandt\nA1,Ines Holm", into: known)
        #expect(plan.updates.map(\.id) == [known[0].id])
    }

    @Test func `adds a second person under a code as somebody new`() throws {
        let known = try imported("Order code,Name\nA1,Ines Brandt")
        let plan = try plan("Order code,Name\nA1,Tove Holm\nA1,Ines Brandt", into: known)
        #expect(plan.inserts.map(\.details.fullName) == ["Tove Holm"])
        #expect(plan.unchanged == [known[0].id])
    }

    @Test func `does not take a person for the companion whose row was rejected`() throws {
        let known = try imported("Order code,Name,Status\nA1,Ines Brandt,paid")
        let plan = try plan("Order code,Name,Status\nA1,Ines Brandt,odd\nA1,Tove Holm,paid", into: known)
        #expect(plan.updates == [])
        #expect(plan.inserts.map(\.details.fullName) == ["Tove Holm"])
        #expect(plan.rejected.map(\.line) == [2])
    }

    @Test(arguments: [
        ("Order code,Position ID,Name\nA1,1,Ines\nA1,1,Tove", "order code and position"),
        ("Order code,Name\nA1,Jörg Weiß\na1,JORG WEISS", "order code and name"),
        ("Name,Email\nInes,I@example.org\nines,i@example.org", "e-mail and name"),
        ("Name,Affiliation\nInes,Guild\nInes,guild", "name and affiliation"),
    ])
    func `rejects the second of two rows about one person`(text: String, words: String) throws {
        let plan = try plan(text, into: [])
        #expect(plan.inserts.count == 1)
        #expect(plan.rejected.map(\.description) == ["line 3: the same \(words) as on line 2"])
    }

    @Test func `finds people without a code by e-mail, else by name and affiliation`() throws {
        let known = try imported(
            "Order code,Name,Email,Affiliation\nA1,Ines Brandt,i@example.org,Guild\nB2,Li Wei,,Lab")
        let plan = try plan(
            "Name,Email,Affiliation,Role\nInes Holm,I@example.org,Guild,speaker\nLi Wei,,LAB,\nLi Wei,,Works,",
            into: known)
        #expect(plan.updates.map(\.id) == [known[0].id, known[1].id])
        #expect(plan.updates.first?.details.orderCode == "A1")
        #expect(plan.inserts.map(\.details.affiliation) == ["Works"])
    }

    @Test func `gives a person on the waitlist the order that comes later`() throws {
        let known = try imported("Name,Email,Status\nInes Brandt,i@example.org,waitlisted")
        let plan = try plan("Order code,Name,Email,Status\nA1,Ines Brandt,i@example.org,paid", into: known)
        #expect(plan.updates.map(\.id) == known.map(\.id))
        #expect(plan.updates.map(\.details.status) == [.accepted])
        #expect(try self.plan("Name,Email\nInes Brandt,i@example.org", into: plan.updates).unchanged == known.map(\.id))
    }

    @Test func `leaves alone what the list has no column for`() throws {
        let known = try imported(
            "Order code,First name,Last name,Role,Status,Waitlist position,Dietary needs\nA1,Ines,Brandt,speaker,waitlisted,4,vegan"
        )
        let plan = try plan("Order code,Name,Status,Dietary needs\nA1,Ines Brandt,waitlisted,", into: known)
        let details = try #require(plan.updates.first?.details)
        #expect(details.role == .speaker && details.givenName == "Ines")
        #expect(details.status == .waitlisted(position: 4))
        #expect(details.dietaryNeeds == nil)
    }

    @Test func `rejects a row that may be either of two people`() throws {
        let known = try imported("Order code,Name\nA1,Li Wei\nB2,Li Wei")
        let plan = try plan("Name,Role\nLi Wei,speaker", into: known)
        #expect(plan.saved == [])
        #expect(
            plan.rejected.map(\.description) == ["line 2: 2 people on the list have the same name; tell them apart"])
    }

    @Test func `changes nothing the second time, whatever the list`() throws {
        var dice = Dice(state: 7)
        var lists = 0
        for _ in 0..<2_000 {
            let first = RegistrationList.random(using: &dice)
            let before = ImportPlan(importing: .random(using: &dice), into: []).saved
            let plan = ImportPlan(importing: first, into: before)
            let list = before.map { old in plan.updates.first { $0.id == old.id } ?? old } + plan.inserts
            #expect(Set(list.map(\.id)).count == list.count)

            guard plan.rejected.isEmpty else { continue }
            lists += 1
            var again = first
            again.rows.shuffle(using: &dice)
            let second = ImportPlan(importing: again, into: list)
            #expect(second.saved == [])
            #expect(second.unchanged.count == first.rows.count)
        }
        #expect(lists > 500)
    }

    private func imported(_ text: String) throws -> [Registration] {
        try plan(text, into: []).inserts
    }

    private func plan(_ text: String, into known: [Registration]) throws -> ImportPlan {
        ImportPlan(importing: try RegistrationList(text), into: known)
    }
}

extension RegistrationList {
    /// A list in which few names, codes, positions and addresses meet often.
    fileprivate static func random(using dice: inout Dice) -> RegistrationList {
        let rows = (0..<Int.random(in: 0...6, using: &dice)).map { index in
            let code = ["A", "B", nil].randomElement(using: &dice) ?? nil
            let position = ["1", "2", nil, nil].randomElement(using: &dice) ?? nil
            return RegistrationRow(
                line: index + 2,
                details: RegistrationDetails(
                    fullName: ["Ines", "Tove", "Mara"].randomElement(using: &dice) ?? "",
                    orderCode: code, orderPosition: code == nil ? nil : position,
                    email: ["i@x", "t@x", nil].randomElement(using: &dice) ?? nil,
                    affiliation: ["Lab", nil].randomElement(using: &dice) ?? nil))
        }
        return RegistrationList(
            fields: [.fullName, .orderCode, .orderPosition, .email, .affiliation], rows: rows)
    }
}
