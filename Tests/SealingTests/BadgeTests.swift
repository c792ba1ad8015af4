// SPDX-License-Identifier: Apache-2.0

import Conference
import Sealing
import Testing

struct BadgeTests {
    let key = BadgeKey()
    let event: Slug<Event>
    let serial: BadgeSerial
    let reader: BadgeReader<BadgeKey>

    init() throws {
        event = try #require(Slug("socml16"))
        serial = try #require(BadgeSerial(bytes: [1, 2, 3, 4, 5, 6]))
        reader = BadgeReader(event: event, verifier: key)
    }

    private func token() throws -> BadgeToken { try BadgeToken(serial: serial, event: event, signedBy: key) }

    @Test func `is 117 capital letters and digits and reads back`() throws {
        let text = try token().text
        #expect(text.utf8.count == 117)
        #expect(text.utf8.allSatisfy(Base32.isInAlphabet))
        #expect(reader.read(text) == .genuine(serial))
    }

    @Test func `is read through prefixes, blanks, URLs, lower case and foreign keyboards`() throws {
        let text = try token().text
        for scanned in [
            "]Q1\(text)\r\n", "https://box.local/b#\(text)", text.lowercased(),
            " \(text.prefix(50)) \(text.dropFirst(50))",
            onGermanKeyboard(text), onFrenchKeyboard(text),
        ] {
            #expect(reader.read(scanned) == .genuine(serial))
        }
    }

    @Test func `one changed character is forged or unreadable, never genuine`() throws {
        let text = try token().text
        for index in text.indices {
            var changed = text
            changed.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            let reading = reader.read(changed)
            #expect(reading != .genuine(serial), "changed at \(text.distance(from: text.startIndex, to: index))")
        }
    }

    @Test func `another event's badge is foreign, and so is the same key's badge for another event forged`() throws {
        let theirs = try BadgeToken(serial: serial, event: event, signedBy: BadgeKey()).text
        #expect(reader.read(theirs) == .foreign)
        let other = try #require(Slug<Event>("socml17"))
        #expect(reader.read(try BadgeToken(serial: serial, event: other, signedBy: key).text) == .forged)
    }

    @Test(arguments: [
        "", "HELLO", "P<UTOERIKSSON<<ANNA", "]Q1", "https://example.org/", String(repeating: "A", count: 5000),
    ])
    func `anything else is unreadable`(text: String) {
        #expect(reader.read(text) == .unreadable)
    }

    @Test func `a key kept and read back signs for the same event`() throws {
        let again = try #require(BadgeKey(rawRepresentation: key.rawRepresentation))
        #expect(BadgeReader(event: event, verifier: again).read(try token().text) == .genuine(serial))
        #expect(BadgeKey(rawRepresentation: [1, 2, 3]) == nil)
    }

    /// What a host with a German layout makes of a scanner that types on a US one.
    private func onGermanKeyboard(_ text: String) -> String {
        String(text.map { $0 == "Y" ? "Z" : $0 == "Z" ? "Y" : $0 })
    }

    private func onFrenchKeyboard(_ text: String) -> String {
        let keys: [Character: Character] = [
            "A": "Q", "Q": "A", "W": "Z", "Z": "W", "M": "?", "2": "é", "3": "\"", "4": "'", "5": "(", "6": "-",
            "7": "è",
        ]
        return String(text.map { keys[$0] ?? $0 })
    }
}
