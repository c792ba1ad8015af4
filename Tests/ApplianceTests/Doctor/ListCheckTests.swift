// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Testing

@testable import Appliance

struct ListCheckTests {
    private func person(
        _ name: String, code: String? = nil, position: String? = nil, email: String? = "someone@example.org",
        _ status: RegistrationStatus = .accepted
    ) -> Registration {
        let details = RegistrationDetails(
            fullName: name, orderCode: code ?? name.uppercased(), orderPosition: position, email: email, status: status)
        return Registration(id: RegistrationID(), details: details)
    }

    private func findings(_ people: Registration...) -> [String] { ListCheck(people).findings.map(\.text) }

    @Test func `a good list is not spoken of`() {
        #expect(findings(person("Ada"), person("Grace"), person("Wait", .waitlisted(position: 1))).isEmpty)
    }

    @Test func `an empty list must be imported`() {
        #expect(ListCheck([]).findings.map(\.mustBeFixed) == [true])
    }

    @Test func `namesakes are those whose names sound the same when called out`() {
        let found = findings(
            person("José  Núñez", code: "A"), person("jose nunez", code: "B"), person("Josef", code: "C"))
        #expect(found.count == 1 && found[0].contains("A José  Núñez, B jose nunez"))
    }

    @Test func `a declined namesake does not come`() {
        #expect(findings(person("Ada", code: "A"), person("Ada", code: "B", .declined)).isEmpty)
    }

    @Test func `people of one order are told apart by their positions`() {
        #expect(findings(person("Ada", code: "X", position: "1"), person("Bo", code: "X", position: "2")).isEmpty)
        #expect(findings(person("Ada", code: "X"), person("Bo", code: "X"))[0].contains("X Ada, X Bo"))
    }

    @Test func `missing fields are counted`() {
        var nameless = person("Ada", email: nil)
        nameless.details.orderCode = nil
        let found = findings(nameless, person("Bo"))
        #expect(found.contains { $0.hasPrefix("1 people have no order code") })
        #expect(found.contains { $0.hasPrefix("1 people have no e-mail address") })
    }

    @Test func `the waiting list has gaps, repeats and people without a position`() {
        let found = findings(
            person("A", .waitlisted(position: 1)), person("B", .waitlisted(position: 4)),
            person("C", .waitlisted(position: 4)), person("D", .waitlisted(position: nil)))
        #expect(found.contains { $0.contains("1 people of the waiting list have no position") })
        #expect(found.contains { $0.contains("Positions 4 of the waiting list are there more than once") })
        #expect(found.contains { $0.contains("Positions 2, 3 of the waiting list are missing") })
    }

    @Test func `an absurd position costs nothing`() {
        #expect(findings(person("A", .waitlisted(position: 1)), person("B", .waitlisted(position: .max))).isEmpty)
    }
}
