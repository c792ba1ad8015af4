// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PhotoID

struct RobustnessTests {
    private let index = LookupIndex([
        Person(id: 1, givenName: "Ada", familyName: "Muster", fullName: "Ada Muster", email: "ada@sample.example"),
        Person(id: 2, givenName: ".", familyName: "", fullName: "", orderCode: " "),
        Person(id: 3, fullName: "))((, ,,PhD", preferredName: "\u{0}\u{301}"),
    ])

    /// Numbers that look random and are the same in every run.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64 = 1
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 29) ^ (state << 17)
        }
    }

    @Test func `answers any mutilated document`() {
        let pieces = Array("<;@|\n\r\u{1E}\u{85}\u{0}éß李김\u{301}\u{200D}🙂 09ZDLANSIDCSDACDADDAAP<I<]L2".unicodeScalars)
        let documents = [
            SampleDocuments.passport("MUSTER<<ADA"), SampleDocuments.identityCard("MUSTER<<ADA"),
            SampleDocuments.licence(["DCSMUSTER", "DACADA", "DADNONE"]), "Ada Muster", "ada@sample.example",
        ]
        var numbers = Numbers()
        for round in 0..<1_500 {
            var scalars = Array(documents[round % documents.count].unicodeScalars)
            for _ in 0..<Int.random(in: 1...6, using: &numbers) {
                let place = Int.random(in: 0...scalars.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: scalars.removeFirst(place)
                case 1: scalars.removeLast(scalars.count - place)
                case 2: scalars.insert(contentsOf: scalars.prefix(place), at: place)
                default: scalars.insert(pieces.randomElement(using: &numbers) ?? "<", at: place)
                }
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            let result = index.lookUp(String(text))
            #expect(result.candidates.isEmpty == (result.decision == .none))
        }
    }

    @Test(arguments: ["<", "A", "@", "DCS", "李", "\n", "a-", "("])
    func `answers input of any length`(piece: String) {
        let result = index.lookUp(String(repeating: piece, count: 50_000))
        #expect(result.decision == .none)
    }

    @Test(arguments: ["Ö \u{591}", "\u{301}", " \u{FE0F}李", "é\u{20}\u{20DD}\u{20}"])
    func `answers where a blank carries a mark`(input: String) {
        #expect(index.lookUp(input) == .nobody(.name))
    }

    @Test func `answers on an empty list`() {
        #expect(LookupIndex<Int>([]).lookUp("Ada Muster") == .nobody(.name))
    }
}
