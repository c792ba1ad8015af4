// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PhotoID

struct ScanTests {
    @Test(arguments: ["Ada Muster", "musterová, Zoë", "李明", "A-1234", "@ada", "O'Sample; Zoë", "al dad"])
    func `takes for text what no document looks like`(input: String) {
        #expect(Scan(input) == .text(input))
    }

    @Test(arguments: ["ada@sample.example", " ADA@sample.example\r", "Ada Muster <ada@sample.example>"])
    func `finds an e-mail address`(input: String) {
        #expect(Scan(input) == .email("ada@sample.example"))
    }

    @Test(arguments: ["", "]L2", "]Q3", "\u{FEFF}"])
    func `reads a licence behind a scanner's prefix`(prefix: String) {
        let licence = SampleDocuments.licence(["DCSMUSTER", "DACADA", "DADNONE"])
        guard case .aamva(let name) = Scan(prefix + licence) else {
            Issue.record("not taken for a licence")
            return
        }
        #expect(name?.familyWords == ["MUSTER"])
    }

    @Test(arguments: [
        "@\n\u{1E}\rANSI 6369990801", "@ANSI 636999080101DL00310200DLDAQ123",
        "@\n\u{1E}\rANSI 636999080101DL00310200DLDCSNONE\nDACNONE\n",
    ])
    func `says of a licence without a name that it cannot be read`(input: String) {
        #expect(Scan(input) == .aamva(nil))
    }

    @Test(arguments: [
        "P<", "P<UTO", "<<<<", "XA00123455UTO9001011F3301012ZE184226B<<<<<10", "XA00123455UTO9001011F3301012",
    ])
    func `says of a zone without a name that it cannot be read`(input: String) {
        #expect(Scan(input) == .mrz(nil))
    }

    @Test(arguments: [
        "%ZZ?;63699900123450=33011990?", "((((((((UTO0012345))))))))[[[[[[", "0012345:6789012;3456789:0123",
    ])
    func `does not search for a document in a form that nobody knows`(input: String) {
        #expect(Scan(input) == .mrz(nil))
    }

    @Test func `shows no name where a document is printed or dumped`() {
        var dumped = ""
        dump(Scan(SampleDocuments.passport("MUSTER<<ADA")), to: &dumped)
        #expect(!dumped.contains("MUSTER"))
        #expect(!"\(DocumentName(family: [.init(text: "MUSTER")]))".contains("MUSTER"))
    }
}
