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

    @Test(arguments: documents, ["\n", "\r\n", " ", "", "\n\n", "|", "\t", "^M", "013", "0013"])
    func `reads every layout, whatever became of the line breaks`(document: String, lineBreak: String) throws {
        let name = try name(document.replacing("\n", with: lineBreak) + "\r")
        #expect(name.familyWords == ["MUSTER", "PROBE"])
        #expect(name.givenWords == ["ADA", "DEE"])
        #expect(!name.isDoubtful)
    }

    @Test(arguments: documents)
    func `reads small letters`(document: String) throws {
        #expect(try name(document.lowercased()).familyWords == ["MUSTER", "PROBE"])
    }

    @Test(arguments: documents, [1, 2])
    func `tells lines without breaks apart where fillers were lost`(document: String, lost: Int) throws {
        var lines = document.split(separator: "\n").map(String.init)
        let nameLine = lines.count == 3 ? 2 : 0
        lines[nameLine].removeLast(lost)
        let name = try name(lines.joined())
        #expect(name.familyWords == ["MUSTER", "PROBE"])
        #expect(name.givenWords == ["ADA", "DEE"])
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

    @Test(arguments: ["IDFRA", "1DFRA", "I0FRA"])
    func `reads an old French card whose code was misread`(code: String) throws {
        let first = code + "MUSTER<<<<<<<<<<<<<<<<<<<123456"
        let name = try name(first + "\n" + "990133123456" + "7ADA<<DEE<<<<<<900101" + "6F1")
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["ADA", "DEE"])
    }

    @Test(arguments: ["\n", ""])
    func `reads a Swiss driving licence`(lineBreak: String) throws {
        let lines = ["AAA000D<<", "FACHE990000000001<<900101<<<<<", "MUSTER<<ADA<DEE<<<<<<<<<<<<<<<"]
        let name = try name(lines.joined(separator: lineBreak))
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["ADA", "DEE"])
    }

    @Test func `reads the first letters of the family name off a French driving licence`() throws {
        let name = try name("D1FRA99AA000006330101MUSTERMA1")
        #expect(name.givenWords == ["MUSTERMA"])
        #expect(name.given.map(\.mayBeCut) == [true])
    }

    @Test func `reads a Russian internal passport in Cyrillic`() throws {
        let name = try name(
            "PNRUSOBRAZCOVA<<8NA<IL9INI3NA<<<<<<<<<<<<<<<\n9900000000RUS9001011F<<<<<<<9000000000000<00")
        #expect(name.familyWords == ["ОБРАЗЦОВА"])
        #expect(name.givenWords == ["ЯНА", "ИЛЬИНИЧНА"])
    }

    @Test func `reads a name field that begins with fillers`() throws {
        let name = try name(SampleDocuments.passport("<<ADA<DEE"))
        #expect(name.givenWords == ["ADA", "DEE"])
        #expect(!name.tellsFamilyFromGiven)
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
