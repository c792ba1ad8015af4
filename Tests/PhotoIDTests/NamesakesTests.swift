// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PhotoID

/// Who else may be meant by what a document shows.
struct NamesakesTests {
    private func list(_ names: (given: String, family: String)...) -> LookupIndex<Int> {
        LookupIndex(
            names.enumerated().map { number, name in
                Person(
                    id: number, givenName: name.given, familyName: name.family,
                    fullName: "\(name.given) \(name.family)")
            })
    }

    @Test(arguments: [
        ("Nur", "Noor", "NUR"), ("Sho", "Shou", "SHO"), ("Maksim", "Maxim", "MAKSIM"), ("Gamal", "Jamal", "GAMAL"),
        ("Mohamed", "Muhammad", "MOHAMED"), ("Mihail", "Mikhail", "MIHAIL"),
    ])
    func `asks when another romanisation of the name is registered too`(own: String, other: String, shown: String) {
        let list = list((own, "Mustarov"), (other, "Mustarov"))
        let result = list.lookUp(SampleDocuments.passport("MUSTAROV<<\(shown)"))
        #expect(result.decision == .ambiguous)
        #expect(result.candidates.map(\.id) == [0, 1])
    }

    @Test(arguments: [("Mario", "Maria", "MARIO"), ("Dana", "Dina", "DANA"), ("Jana", "Hana", "JANA")])
    func `is sure when another name only sounds a little alike`(own: String, other: String, shown: String) {
        let list = list((own, "Mustarov"), (other, "Mustarov"))
        #expect(list.lookUp(SampleDocuments.passport("MUSTAROV<<\(shown)")).decision == .exact)
    }

    @Test(arguments: [
        ("Aleksey", "ALEKSEI"), ("Sofia", "SOFIIA"), ("Sofiya", "SOFIIA"), ("Sevastyan", "SEVASTIAN"),
    ])
    func `is sure of a Slavic name in the passport's spelling`(registered: String, shown: String) {
        let result = list((registered, "Mustarov")).lookUp(SampleDocuments.passport("MUSTAROV<<\(shown)"))
        #expect(result.decision == .exact)
        #expect(result.candidates.first?.reasons.map(\.code) == ["spelled-differently"])
    }

    @Test func `is not sure that Meier is Meyer`() {
        let result = list(("Ada", "Meyer")).lookUp(SampleDocuments.passport("MEIER<<ADA"))
        #expect(result.decision == .likely)
    }

    @Test func `asks when somebody registered fewer of the document's names`() {
        let list = list(("Ada", "Muster Probst"), ("Ada", "Muster"))
        let result = list.lookUp(SampleDocuments.passport("MUSTER<PROBST<<ADA"))
        #expect(result.decision == .ambiguous)
        #expect(result.candidates.map(\.id) == [0, 1])
    }

    @Test func `finds an initial among many of one family`() {
        let people = (0..<1_000).map {
            Person(id: $0, givenName: "Kim\($0)", familyName: "Muster", fullName: "Kim\($0) Muster")
        }
        let ada = Person(id: 1_000, givenName: "Ada", familyName: "Muster", fullName: "Ada Muster")
        #expect(LookupIndex(people + [ada]).lookUp("A Muster").candidates.first?.id == 1_000)
    }

    @Test func `is sure of a name that others follow on a full field`() {
        let list = list(("Anthony", "Hernandez"))
        #expect(list.lookUp(SampleDocuments.identityCard("HERNANDEZ<<ANTHONY<ALEXANDER<J")).decision == .exact)
    }

    @Test func `is not sure of a name that ends where the field does`() {
        let list = list(("Anthony", "Hernandez Castellanos"))
        #expect(list.lookUp(SampleDocuments.identityCard("HERNANDEZ<CASTELLANOS<<ANTHONY")).decision == .likely)
    }
}

struct OtherScriptsTests {
    private func finds(_ shown: String, _ fullName: String) -> MatchDecision {
        LookupIndex([Person(id: 1, fullName: fullName)]).lookUp(SampleDocuments.passport(shown)).decision
    }

    @Test(arguments: [("KOBAYASHI<<KOSUKE", "小林康介"), ("SAKURAI<<HARUKA", "桜井春香"), ("NAKAGAWA<<YUKI", "中川 優希")])
    func `reads kanji that no table holds by their halves`(shown: String, name: String) {
        #expect(finds(shown, name) == .exact)
    }

    @Test func `finds a Latin name that was typed in Arabic, article and all`() {
        let list = LookupIndex([Person(id: 1, fullName: "Mahmoud Abdulrahman")])
        #expect(list.lookUp("عبد الرحمن محمود").decision == .likely)
    }

    @Test func `prefers the reading of a name in kanji that fits best`() {
        let list = LookupIndex([
            Person(id: 1, fullName: "Sakura Yamamoto"), Person(id: 2, fullName: "さくら 佐野"),
        ])
        #expect(list.lookUp("山本さくら").candidates.first?.id == 1)
    }

    @Test func `knows other spellings of a Korean surname`() {
        let list = LookupIndex([Person(id: 1, fullName: "Sang-Tae Park"), Person(id: 2, fullName: "Sang-Tae Pak")])
        let result = list.lookUp(SampleDocuments.passport("PAK<<SANGTAE", state: "KOR"))
        #expect(result.decision == .ambiguous)
        #expect(result.candidates.map(\.id) == [2, 1])
    }
}
