// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PhotoID

struct AAMVADocumentTests {
    private let elements = ["DCSHADDAD", "DDEN", "DACADA", "DDFN", "DADDEE LOU", "DDGN", "DCAD", "DCBNONE"]

    private func name(_ text: String) throws -> DocumentName {
        guard case .aamva(let name) = Scan(text) else { throw NotALicence() }
        return try #require(name)
    }

    private struct NotALicence: Error {}

    // The last ones are what a terminal shows for control characters, and what it shows of those typed with Alt held.
    @Test(arguments: ["\n", "\r", "\r\n", "|", "\t", "\u{1E}", " ", "  ", "", "^J", "^M", "010", "0010", "013010"])
    func `reads the names whatever became of the separators`(separator: String) throws {
        let name = try name(SampleDocuments.licence(elements, separator: separator))
        #expect(name.familyWords == ["HADDAD"])
        #expect(name.given.map(\.text) == ["ADA"])
        #expect(name.middle.map(\.text) == ["DEE", "LOU"])
    }

    @Test(arguments: [
        "@\n\u{1E}\rANSI ", "@\n\nANSI ", "@a\nANSI ", "@\n6ANSI ", "@\n\u{1E}\rAAMVA", "ANSI ", "@  ANSI ",
        "@\n\u{1E}\ransi ",
    ])
    func `finds the subfile behind every known opening`(opening: String) throws {
        let name = try name(SampleDocuments.licence(elements, opening: opening))
        #expect(name.familyWords == ["HADDAD"])
    }

    @Test func `reads a licence that lost its header`() throws {
        let name = try name("DLDAQ12345678\nDCSMUSTER\nDACADA\nDADNONE\nDBB01011990\n")
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["ADA"])
    }

    @Test(arguments: [
        ("MUSTER,ADA,DEE", ["MUSTER"], ["ADA", "DEE"]), ("MUSTER, ADA DEE", ["MUSTER"], ["ADA", "DEE"]),
        ("MUSTER,ADA,,JR", ["MUSTER"], ["ADA"]), ("MUSTER@ADA", ["MUSTER"], ["ADA"]),
        ("VAN MUSTER,ADA, ,", ["VAN", "MUSTER"], ["ADA"]),
    ])
    func `splits the whole name of version 1`(value: String, family: [String], given: [String]) throws {
        let text = SampleDocuments.licence(["DAA" + value], version: "01")
        let name = try name(text)
        #expect(name.familyWords == family)
        #expect(name.givenWords == given)
    }

    @Test func `does not guess which word of a plain whole name is the family's`() throws {
        let name = try name(SampleDocuments.licence(["DAAADA DEE MUSTER"], version: "01"))
        #expect(!name.tellsFamilyFromGiven)
        #expect(name.givenWords == ["ADA", "DEE", "MUSTER"])
    }

    @Test(arguments: ["ADA DEE", "ADA,DEE", "ADA DEE   "])
    func `splits the given names of versions 2 and 3`(value: String) throws {
        let name = try name(SampleDocuments.licence(["DCSMUSTER,", "DCT" + value], version: "03"))
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["ADA", "DEE"])
    }

    @Test func `doubts a name that only its letters separate from the next`() throws {
        let elements = ["DCSMUSTER", "DACADA", "DADNONE"]
        #expect(try name(SampleDocuments.licence(elements, separator: "")).isDoubtful)
        #expect(try !name(SampleDocuments.licence(elements)).isDoubtful)
        #expect(try !name(SampleDocuments.licence(self.elements, separator: "")).isDoubtful)
    }

    @Test(arguments: [
        ["DACLINDA", "DADDEE", "DCSMUSTER"], ["DCSMUSTER", "DCTLINDA DEE"],
        ["DBB01011990", "DCSMUSTER", "DACLINDA", "DADDEE"],
        ["DCSMUSTER", "DDEN", "DDFN", "DDGN", "DACLINDA", "DADDEE", "DAYBRO"],
        ["DABMUSTER", "DACLINDA", "DADDEE", "DAE"],
    ])
    func `reads elements without separators in the orders that are in use`(elements: [String]) throws {
        let name = try name(SampleDocuments.licence(elements + ["DCGUSA"], separator: ""))
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["LINDA", "DEE"])
    }

    @Test func `takes the ends of years for no line breaks`() throws {
        let elements = ["DBA01012010", "DCSMUSTER", "DDEN", "DACADAM", "DDFN", "DADDEE", "DDGN", "DBD01012013"]
        let name = try name(SampleDocuments.licence(elements, separator: ""))
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["ADAM", "DEE"])
    }

    @Test func `reads the header of before the standard, and family, given and middle name of version 1`() throws {
        let text = "@\n\u{1E}\rAAMVA99904001DL00230100DLDABMUSTER\nDACADA\nDADDEE\nDAG1 SAMPLE STREET\nDBB19900101\r"
        #expect(try name(text).familyWords == ["MUSTER"])
        #expect(try name(text).givenWords == ["ADA", "DEE"])
    }

    @Test func `reads elements behind the remains of a subfile's edge`() throws {
        let name = try name(SampleDocuments.licence(["\u{85}DCSMUSTER", "é\u{80}DACADA", "DADNONE"]))
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["ADA"])
    }

    @Test func `marks only the end of a truncated element`() throws {
        let name = try name(SampleDocuments.licence(["DCSMUSTER", "DDEN", "DACADA MAXIMIL", "DDFT", "DAD", "DDGU"]))
        #expect(name.given.map(\.mayBeCut) == [false, true])
        #expect(name.family.map(\.mayBeCut) == [false])
    }

    @Test func `takes a suffix off and leaves an initial on`() throws {
        let name = try name(SampleDocuments.licence(["DCSMUSTER JR", "DACADAM", "DADI", "DCU"]))
        #expect(name.familyWords == ["MUSTER"])
        #expect(name.givenWords == ["ADAM", "I"])
        #expect(name.suffix == "JR")
    }
}
