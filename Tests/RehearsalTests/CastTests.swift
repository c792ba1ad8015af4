// SPDX-License-Identifier: Apache-2.0

import PhotoID
import Testing

@testable import Rehearsal

struct CastTests {
    private let people = [
        ("Melvin", "Carter"), ("Vincenzo", "Bähr"), ("Anne-Marie", "O'Neill"), ("José", "García Núñez"),
    ]

    private func guests(_ count: Int, seated: Int) -> [Guest] {
        var chance = Chance(seed: 5)
        return (0..<count).map { number in
            let person = MadeUpPerson(&chance)
            return Guest(
                id: "\(number)", givenName: person.givenName, familyName: person.familyName, fullName: person.fullName,
                orderCode: "CODE\(number)", hasSeat: number < seated, isMadeUp: false)
        }
    }

    @Test(arguments: [Evidence.licence, .passport, .card])
    func `made-up documents are read as what they are`(evidence: Evidence) throws {
        for (number, person) in people.enumerated() {
            let guest = Guest(
                id: "", givenName: person.0, familyName: person.1, fullName: "\(person.0) \(person.1)", orderCode: nil,
                hasSeat: true, isMadeUp: false)
            let text = try #require(Cast.text(of: evidence, for: guest))
            let index = LookupIndex(
                people.enumerated().map { entry in
                    Person(
                        id: entry.offset, givenName: entry.element.0, familyName: entry.element.1,
                        fullName: "\(entry.element.0) \(entry.element.1)", preferredName: nil, affiliation: nil,
                        email: nil, orderCode: nil)
                })
            let found = index.lookUp(text)
            #expect([.aamva, .mrz].contains(found.source))
            #expect(found.decision == .exact || found.decision == .likely)
            #expect(found.candidates.first?.id == number)
        }
    }

    @Test func `the specimen of ICAO 9303 has its check digits`() {
        #expect(MadeUpDocument.digit("L898902C3") == 6)
        #expect(MadeUpDocument.digit("740812") == 2)
        #expect(MadeUpDocument.digit("L898902C3674081221204159ZE184226B<<<<<1") == 0)
    }

    @Test func `names in other scripts are on no made-up document`() {
        #expect(MadeUpDocument.passport(given: "小明", family: "欧阳") == nil)
        #expect(MadeUpDocument.licence(given: "Юлия", family: "Щербакова") == nil)
    }

    @Test func `nobody comes twice, and no more than are on the list`() {
        var chance = Chance(seed: 6)
        var rules = CastRules()
        rules.walkIns = 0
        let cast = Cast(100, of: guests(40, seated: 30), rules: rules, &chance)
        let ids = cast.arrivals.compactMap { arrival -> String? in
            guard case .guest(let guest) = arrival.visitor else { return nil }
            return guest.id
        }
        #expect(Set(ids).count == ids.count)
        #expect(cast.arrivals.count >= 30)
        #expect(cast.arrivals.count <= 40)
    }

    @Test func `the shares are those that were asked for`() {
        var chance = Chance(seed: 7)
        let cast = Cast(4000, of: guests(5000, seated: 4500), rules: CastRules(), &chance)
        let count = { (holds: (Arrival) -> Bool) in Double(cast.arrivals.count(where: holds)) / 4000 }
        #expect(abs(count { if case .walkIn = $0.visitor { true } else { false } } - 0.03) < 0.01)
        #expect(abs(count { $0.evidence == .licence } - 0.34) < 0.03)
        #expect(abs(count(\.losesBadge) - 0.02) < 0.01)
        #expect(abs(count(\.isMisread) - 0.04) < 0.015)
        #expect(abs(cast.arrivals.reduce(0) { $0 + Double($1.moves) } / 4000 - 3) < 0.15)
    }
}
