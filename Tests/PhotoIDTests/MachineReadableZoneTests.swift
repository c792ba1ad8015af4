// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PhotoID

struct MachineReadableZoneTests {
    private func name(_ text: String) throws -> DocumentName {
        guard case .mrz(let name) = Scan(text) else { throw NotAZone() }
        return try #require(name)
    }

    private struct NotAZone: Error {}

    static let documents = [
        SampleDocuments.passport("MUSTER<PROBE<<ADA<DEE"), SampleDocuments.identityCard("MUSTER<PROBE<<ADA<DEE"),
        SampleDocuments.visaOrCardOfTwoLines("MUSTER<PROBE<<ADA<DEE"),
        SampleDocuments.visaOrCardOfTwoLines("MUSTER<PROBE<<ADA<DEE", code: "V<"),
    ]

    @Test(arguments: documents, ["\n", "\r\n", " ", "", "\n\n"])
    func `reads every layout, whatever became of the line breaks`(document: String, lineBreak: String) throws {
        let name = try name(document.replacing("\n", with: lineBreak) + "\r")
        #expect(name.familyWords == ["MUSTER", "PROBE"])
        #expect(name.givenWords == ["ADA", "DEE"])
        #expect(!name.isDoubtful)
    }

    @Test(arguments: documents)
    func `reads small letters, and a German keyboard's semicolons`(document: String) throws {
        #expect(try name(document.lowercased()).familyWords == ["MUSTER", "PROBE"])
        #expect(try name(document.replacing("<", with: ";")).givenWords == ["ADA", "DEE"])
    }

    @Test func `exchanges Y and Z with the semicolons`() throws {
        #expect(try name("P;UTOYIMMER;;ZVES\nXA00123455UTO9001011F3301012;;;;;;").familyWords == ["ZIMMER"])
    }

    @Test(arguments: ["MUSTER<<ADA<<<<<<", "P<UTOMUSTER<<ADA", "MUSTER<<ADA"])
    func `reads a name line alone`(line: String) throws {
        let name = try name(line)
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["ADA"])
    }

    @Test func `reads an old French card's names from both lines`() throws {
        let first = "IDFRAMUSTER<<<<<<<<<<<<<<<<<<<123456"
        let second = "990133123456" + "7ADA<<DEE<<<<<<900101" + "6F1"
        let name = try name(first + "\n" + second)
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["ADA", "DEE"])
    }

    @Test func `does not guess at a name without a second part`() throws {
        let name = try name(SampleDocuments.passport("MUSTER<ADA"))
        #expect(!name.tellsFamilyFromGiven)
        #expect(name.givenWords == ["MUSTER", "ADA"])
    }

    @Test func `repairs digits, which are no letters, without a doubt`() throws {
        let name = try name(SampleDocuments.passport("MU5TER<<AD1NA"))
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["ADINA"])
        #expect(!name.isDoubtful)
    }

    @Test func `doubts the name where a check digit is wrong`() throws {
        let document = SampleDocuments.passport("MUSTER<<ADA").replacing("XA0012345", with: "XA0012346")
        #expect(try name(document).isDoubtful)
    }

    @Test func `takes the words of a full field for cut, and no others`() throws {
        #expect(try name(SampleDocuments.identityCard("MUSTERMANN<<ADALBERT<MAXIMILIAN")).given.allSatisfy(\.mayBeCut))
        #expect(try name(SampleDocuments.identityCard("MUSTER<<ADA")).given.allSatisfy { !$0.mayBeCut })
    }

    // The two examples in ICAO 9303-3, appendix A.
    @Test(arguments: [("520727", "3"), ("AB2134<<<", "5")])
    func `computes check digits as the standard does`(field: String, digit: String) {
        #expect(MRZCheckDigit.digit(of: field.utf8) == digit.utf8.first)
    }
}
