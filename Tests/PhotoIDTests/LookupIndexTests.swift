// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PhotoID

/// A list of made-up people, each chosen for what is hard about the name.
struct LookupIndexTests {
    private let index = LookupIndex([
        Person(
            id: 1, givenName: "Ada", familyName: "Müllenthal", fullName: "Ada Müllenthal",
            email: "Ada.M@sample.example", orderCode: "KQ7-31"),
        Person(id: 2, givenName: "Bruno Emil", familyName: "Testwald", fullName: "Bruno Emil Testwald"),
        Person(id: 3, givenName: "Carla", familyName: "Probstein", fullName: "Carla Probstein"),
        Person(
            id: 4, givenName: "Carla", familyName: "Probstein", fullName: "Carla Probstein", affiliation: "Elsewhere"),
        Person(id: 5, givenName: "Elodie", familyName: "de Fontmartel", fullName: "Elodie de Fontmartel"),
        Person(id: 6, givenName: "Elin", familyName: "Skogprøve", fullName: "Elin Skogprøve"),
        Person(id: 7, fullName: "Dr. Min-Su Paek"),
        Person(id: 8, givenName: "Ocampotes", familyName: "Lucho", fullName: "Lucho Ocampotes"),
        Person(id: 9, givenName: "Юрий", familyName: "Образцовин", fullName: "Юрий Образцовин"),
        Person(
            id: 10, givenName: "Stephanie", familyName: "Quandorf", fullName: "Stephanie Quandorf",
            preferredName: "Nina"),
        Person(id: 11, givenName: "Gernot", familyName: "Almadero", fullName: "Gernot Almadero", orderCode: "TEAM9"),
        Person(id: 12, givenName: "Wilma", familyName: "Almadero", fullName: "Wilma Almadero", orderCode: "TEAM9"),
        Person(id: 13, givenName: "小明", familyName: "李", fullName: "李小明"),
    ])

    private func ids(_ result: LookupResult<Int>) -> [Int] { result.candidates.map(\.id) }
    private func codes(_ result: LookupResult<Int>) -> [String] { result.candidates.first?.reasons.map(\.code) ?? [] }

    // MARK: - Documents

    @Test(arguments: ["MULLENTHAL<<ADA", "MUELLENTHAL<<ADA", "MUXXLLENTHAL<<ADA", "MUELLENTHAL<<ADA<DOROTHEE"])
    func `is sure of a passport in any transliteration`(name: String) {
        let result = index.lookUp(SampleDocuments.passport(name))
        #expect(result.decision == .exact)
        #expect(result.source == .mrz)
        #expect(ids(result) == [1])
    }

    @Test func `says which letters are spelled differently`() throws {
        let result = index.lookUp(SampleDocuments.passport("MUELLENTHAL<<ADA"))
        #expect(try #require(result.candidates.first).reasons.contains(.spelledDifferently("ü → UE")))
    }

    @Test func `is sure of a licence with the same middle name`() {
        let result = index.lookUp(SampleDocuments.licence(["DCSTESTWALD", "DACBRUNO", "DADEMIL"]))
        #expect(result.decision == .exact)
        #expect(result.source == .aamva)
        #expect(codes(result) == ["same-name"])
    }

    @Test(arguments: ["KURT", "K"])
    func `never is sure against another middle name`(middle: String) {
        let result = index.lookUp(SampleDocuments.licence(["DCSTESTWALD", "DACBRUNO", "DAD" + middle]))
        #expect(result.decision == .ambiguous)
        #expect(codes(result).contains("other-middle-name"))
    }

    @Test(arguments: ["TESTWALT<<BRUNO<EMIL", "TESTWALD<<BRUNA<EMIL", "TESTWADL<<BRUNO"])
    func `never is sure where a letter differs on a document`(name: String) {
        let result = index.lookUp(SampleDocuments.passport(name))
        #expect(result.decision == .ambiguous)
        #expect(codes(result).contains("one-letter-differs"))
    }

    @Test func `never is sure of a doubtful reading`() {
        let document = SampleDocuments.passport("TESTWALD<<BRUNO<EMIL").replacing("XA0012345", with: "XA0012346")
        let result = index.lookUp(document)
        #expect(result.decision == .likely)
        #expect(codes(result).contains("repaired-reading"))
    }

    @Test func `is sure of a digit that can be but one letter`() {
        let result = index.lookUp(SampleDocuments.passport("TE5TWALD<<BRUN0<EMIL"))
        #expect(result.decision == .exact)
        #expect(ids(result) == [2])
    }

    @Test func `is sure of a middle name that was registered as an initial, and of no first name`() {
        let list = LookupIndex([Person(id: 1, givenName: "Greta B.", familyName: "Muster", fullName: "Greta B. Muster")]
        )
        #expect(list.lookUp(SampleDocuments.passport("MUSTER<<GRETA<BEATE")).decision == .exact)
        #expect(list.lookUp(SampleDocuments.passport("MUSTER<<GRETA<CLARA")).decision == .ambiguous)
        let short = LookupIndex([Person(id: 1, givenName: "G.", familyName: "Muster", fullName: "G. Muster")])
        #expect(short.lookUp(SampleDocuments.passport("MUSTER<<GRETA")).decision == .likely)
    }

    @Test func `never is sure of a document by a preferred name`() {
        let result = index.lookUp(SampleDocuments.passport("QUANDORF<<NINA"))
        #expect(result.decision == .likely)
        #expect(codes(result).contains("preferred-name"))
    }

    @Test(arguments: [("Van", "THI"), ("Van", ""), ("Al", "")])
    func `does not take a middle name for a particle`(middle: String, shown: String) {
        let list = LookupIndex([Person(id: 1, fullName: "Tran \(middle) Dung")])
        let result = list.lookUp(SampleDocuments.passport("TRAN<<\(shown)<DUNG"))
        #expect(result.decision == (shown.isEmpty ? .likely : .ambiguous))
    }

    @Test func `keeps junior and senior apart`() {
        let list = LookupIndex([Person(id: 1, givenName: "Karl", familyName: "Muster Jr.", fullName: "Karl Muster Jr.")]
        )
        let same = list.lookUp(SampleDocuments.licence(["DCSMUSTER", "DACKARL", "DADNONE", "DCUJR"]))
        let other = list.lookUp(SampleDocuments.licence(["DCSMUSTER", "DACKARL", "DADNONE", "DCUSR"]))
        #expect(same.decision == .exact)
        #expect(other.decision == .ambiguous)
        #expect(codes(other).contains("other-suffix"))
    }

    @Test func `leaves namesakes to the volunteer`() {
        let result = index.lookUp(SampleDocuments.passport("PROBSTEIN<<CARLA"))
        #expect(result.decision == .ambiguous)
        #expect(ids(result) == [3, 4])
    }

    @Test func `is sure where only a second surname was not registered, and says so`() {
        let result = index.lookUp(SampleDocuments.passport("SKOGPROEVE<HAUG<<ELIN"))
        #expect(result.decision == .exact)
        #expect(codes(result).contains("family-name-part-missing"))
    }

    @Test func `sees through fields that were filled in the wrong way round`() {
        let result = index.lookUp(SampleDocuments.passport("OCAMPOTES<<LUCHO"))
        #expect(result.decision == .exact)
        #expect(codes(result).contains("names-swapped"))
    }

    @Test(arguments: ["PAEK<<MIN<SU", "PAEK<<MINSU", "PAEK<<MIN<SU<<<<"])
    func `reads a full name written together or apart`(name: String) {
        let result = index.lookUp(SampleDocuments.identityCard(name))
        #expect(result.decision == .exact)
        #expect(ids(result) == [7])
    }

    @Test func `knows a name in another script`() {
        #expect(ids(index.lookUp(SampleDocuments.passport("OBRAZTSOVIN<<IURII"))) == [9])
        let romanised = index.lookUp(SampleDocuments.passport("LI<<XIAOMING"))
        #expect(romanised.decision == .exact)
        #expect(ids(romanised) == [13])
    }

    @Test func `takes a cut name for the beginning of the whole`() {
        let result = index.lookUp(SampleDocuments.licence(["DCSQUANDORF", "DDEN", "DACSTEPHA", "DDFT"]))
        #expect(result.decision == .likely)
        #expect(codes(result) == ["given-name-cut"])
    }

    @Test func `never is sure of a name that may go on`() {
        let result = index.lookUp(SampleDocuments.licence(["DCSMUELLENTHAL", "DDEN", "DACADA", "DDFT"]))
        #expect(result.decision == .likely)
        #expect(ids(result) == [1])
    }

    @Test func `keeps the letters of a name out of what is logged`() throws {
        let result = index.lookUp(SampleDocuments.passport("MUELLENTHAL<<ADA"))
        #expect(try #require(result.candidates.first).reasons.map(\.detail) == [nil, "ü → UE"])
        #expect("\(result)".contains("spelled-differently") && !"\(result)".contains("UE"))
    }

    @Test(arguments: [SampleDocuments.licence([]), "P<UTO<<<<<<", "@\n\u{1E}\rANSI ADA MUELLENTHAL"])
    func `never searches the text of a document that it cannot read`(input: String) {
        let result = index.lookUp(input)
        #expect(result.decision == .none)
        #expect(result.candidates.isEmpty)
        #expect(result.source != .name)
    }

    @Test func `finds nobody for a stranger`() {
        #expect(index.lookUp(SampleDocuments.passport("FREMDLING<<XAVER")) == .nobody(.mrz))
        #expect(index.lookUp(SampleDocuments.passport("TESTWALD<<XAVER")) == .nobody(.mrz))
    }

    // MARK: - Keyboard

    @Test(arguments: ["", " ", "e", "é", "\n\t", "-", "?!", "."])
    func `waits for the second letter`(input: String) {
        #expect(index.lookUp(input) == .nobody(.name))
    }

    @Test func `searches while the volunteer types`() {
        #expect(ids(index.lookUp("el")).sorted() == [5, 6])
        #expect(index.lookUp("el").decision == .ambiguous)
        #expect(index.lookUp("eli").decision == .likely)
        #expect(ids(index.lookUp("eli")) == [6])
        #expect(ids(index.lookUp("skog el")) == [6])
        #expect(codes(index.lookUp("eli")).contains("starts-with"))
    }

    @Test(arguments: ["Ada Müllenthal", "müllenthal ada", "MUELLENTHAL, ADA", "  ada   mullenthal "])
    func `is sure of a whole name that was typed`(input: String) {
        #expect(index.lookUp(input).decision == .exact)
        #expect(ids(index.lookUp(input)) == [1])
    }

    @Test(arguments: ["Bruno Tesstwald", "Testwlad Bruno", "bruno tetswald"])
    func `forgives a slip of the fingers and shows it`(input: String) {
        let result = index.lookUp(input)
        #expect(result.decision == .likely)
        #expect(ids(result) == [2])
        #expect(codes(result).contains("one-letter-differs"))
    }

    @Test func `asks where a letter of a short word differs`() {
        let result = index.lookUp("Brun Testwald")
        #expect(index.lookUp("Brunno Testwald").decision == .ambiguous)
        #expect(ids(result).first == 2)
    }

    @Test(arguments: [
        "fontmartel", "Elodie Fontmartel", "deFontmartel", "de Fontmartel, Elodie", "Elodie De Fontmartel",
    ])
    func `does not insist on particles`(input: String) {
        #expect(ids(index.lookUp(input)).first == 5)
    }

    @Test func `finds a person by the preferred name and by a short form`() {
        #expect(ids(index.lookUp("Nina Quandorf")) == [10])
        #expect(codes(index.lookUp("Nina Quandorf")).contains("preferred-name"))
        #expect(ids(index.lookUp("Steffie Quandorf")).first == 10)
        #expect(ids(index.lookUp("Steph Quandorf")) == [10])
    }

    // MARK: - Order codes and e-mail addresses

    @Test(arguments: ["KQ7-31", "kq7-31", " kq731\r"])
    func `knows an order code`(input: String) {
        let result = index.lookUp(input)
        #expect(result.source == .code)
        #expect(result.decision == .exact)
        #expect(codes(result) == ["same-order-code"])
    }

    @Test func `knows an order code that looks like a document's numbers`() {
        let code = "0123456789ABCDEF0123456789ABCDEF"
        let list = LookupIndex([Person(id: 1, fullName: "Ada Muster", orderCode: code)])
        #expect(list.lookUp(code.lowercased()).source == .code)
        #expect(list.lookUp(code + "0") == .nobody(.mrz))
    }

    @Test func `asks who it is when several share an order code`() {
        #expect(index.lookUp("team9").decision == .ambiguous)
        #expect(ids(index.lookUp("team9")) == [11, 12])
    }

    @Test func `knows an e-mail address, also half typed`() {
        #expect(index.lookUp("ada.m@SAMPLE.example").decision == .exact)
        #expect(index.lookUp("ada.m@sam").decision == .likely)
        #expect(index.lookUp("nobody@sample.example") == .nobody(.email))
    }

    @Test func `answers the same whatever order the list came in`() {
        let people = (0..<40).map { Person(id: $0, givenName: "Ada", familyName: "Muster", fullName: "Ada Muster") }
        let (forwards, backwards) = (LookupIndex(people), LookupIndex(people.reversed()))
        #expect(forwards.lookUp("ada") == backwards.lookUp("ada"))
        #expect(forwards.lookUp("ada").candidates.count == 20)
    }
}
