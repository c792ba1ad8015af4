// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Testing

struct GuessablePINTests {
    @Test(arguments: ["123456", "987654", "1234567890", "100200", "300400", "121212", "123123", "112211", "246802"])
    func `people try these first`(text: String) throws {
        #expect(try #require(PIN(text)).isGuessable)
    }

    @Test(arguments: ["483920", "715028", "90417263"])
    func `others are as good as any`(text: String) throws {
        #expect(try #require(PIN(text)).isGuessable == false)
    }

    @Test func `the book names the holders`() throws {
        let holders = try ["good", "bad"].map { PINHolder(id: try #require(PINHolderID($0)), name: $0) }
        let book = PINBook([
            .init(holder: holders[0], pin: try #require(PIN("483920"))),
            .init(holder: holders[1], pin: try #require(PIN("123456"))),
        ])
        #expect(book.holdersOfGuessablePINs == [holders[1]])
    }
}
