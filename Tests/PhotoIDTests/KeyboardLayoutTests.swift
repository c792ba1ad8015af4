// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PhotoID

struct KeyboardLayoutTests {
    /// What an American keyboard's keys write on another one, sign by sign.
    enum Keyboard: CaseIterable {
        case german
        case french
        case british

        func typing(_ text: String) -> String {
            let (american, own) =
                switch self {
                case .german: (#"yzYZ@-_'";:[{]}/?#^&*()=+<>\|`~"#, #"zyZY"ß?äÄöÖüÜ+*-_§&/()=´`;:#'^°"#)
                case .french: (#"1234567890-_aAqQwWzZ;:mM,<.>/?@#"#, #"&é"'(-è_çà)°qQaAzZwWmM,?;.:/!§23"#)
                case .british: ("@\"", "\"@")
                }
            let keys = Dictionary(uniqueKeysWithValues: zip(american, own))
            return String(text.map { keys[$0] ?? $0 })
        }
    }

    static let zones = [
        SampleDocuments.passport("ZYMAWQUIST<<AMY<ZOE"), SampleDocuments.identityCard("ZYMAWQUIST<<AMY<ZOE"),
        SampleDocuments.visaOrCardOfTwoLines("ZYMAWQUIST<<AMY<ZOE"),
    ]

    @Test(arguments: zones, [Keyboard.german, .french])
    func `undoes a keyboard that came between a zone and us`(zone: String, keyboard: Keyboard) throws {
        for typed in [keyboard.typing(zone), keyboard.typing(zone.lowercased()), keyboard.typing(zone + "\r")] {
            guard case .mrz(let name?) = Scan(typed) else {
                Issue.record("not taken for a zone")
                return
            }
            #expect(name.familyWords == ["ZYMAWQUIST"])
            #expect(name.givenWords == ["AMY", "ZOE"])
        }
    }

    @Test(arguments: ["\n", "\r\n", "|", ""], Keyboard.allCases)
    func `undoes a keyboard that came between a licence and us`(separator: String, keyboard: Keyboard) throws {
        let elements = ["DCSZYMAWQUIST", "DDEN", "DACAMY", "DDFN", "DADZOE", "DDGN", "DAYBRO"]
        let typed = keyboard.typing(SampleDocuments.licence(elements, separator: separator))
        guard case .aamva(let name?) = Scan(typed) else {
            Issue.record("not taken for a licence")
            return
        }
        #expect(name.familyWords == ["ZYMAWQUIST"])
        #expect(name.givenWords == ["AMY", "ZOE"])
    }

    @Test func `exchanges Y and Z if the state's subfile shows that they are wrong, whatever a name looks like`() throws
    {
        let licence = SampleDocuments.licence(["DCSMUSTERDAZBRO", "DACMUMMY", "DADZOE"])
            .replacing("DL00310200", with: "DL00410200ZZ02410010")
        for keyboard in [Keyboard.german, .french] {
            guard case .aamva(let name?) = Scan(keyboard.typing(licence)) else {
                Issue.record("not taken for a licence")
                return
            }
            #expect(name.familyWords == ["MUSTERDAZBRO"])
            #expect(name.givenWords == ["MUMMY", "ZOE"])
        }
    }

    @Test func `does not take a French keyboard's commas for a German one's fillers`() throws {
        let licence = SampleDocuments.licence(["DAAZYMAWQUIST,AMY,,JR"], opening: "@\n\u{1E}\rAAMVA", version: "01")
        guard case .aamva(let name?) = Scan(Keyboard.french.typing(licence)) else {
            Issue.record("not taken for a licence")
            return
        }
        #expect(name.familyWords == ["ZYMAWQUIST"])
    }

    @Test func `leaves the letters where they are if the state's subfile shows that they are right`() throws {
        let licence = SampleDocuments.licence(["DCSZYMAWQUIST", "DACAMY", "DADNONE"])
            .replacing("DL00310200", with: "DL00410200ZZ02410010")
        guard case .aamva(let name?) = Scan(Keyboard.british.typing(licence)) else {
            Issue.record("not taken for a licence")
            return
        }
        #expect(name.familyWords == ["ZYMAWQUIST"])
    }

    @Test(arguments: ["O'Sample; Zoë", "Çelik, Müge", "Yves Zamorano", "Muster ß", "\"Ada\" Muster", "A;Y"])
    func `leaves alone what people type`(text: String) {
        #expect(Scan(text) == .text(text))
    }
}
