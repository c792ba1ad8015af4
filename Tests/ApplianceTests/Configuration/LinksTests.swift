// SPDX-License-Identifier: Apache-2.0

import Appliance
import Conference
import Testing

struct LinksTests {
    private func links(_ text: String) throws -> [EventLink] {
        try EventFile(parsing: Array((Sample.event() + "\n" + text).utf8)).event.links
    }

    @Test func `reads what everybody wants to find, in order`() throws {
        let found = try links(
            """
            [[links]]
            name = "Chat"
            url = "https://chat.example.org/#socml"

            [[links]]
            name = "Wi-Fi"
            text = "Network: guests"
            """)
        #expect(
            found == [
                EventLink(name: "Chat", url: "https://chat.example.org/#socml"),
                EventLink(name: "Wi-Fi", text: "Network: guests"),
            ])
        #expect(try links("").isEmpty)
    }

    @Test(
        arguments: [
            "javascript:alert(1)", "ftp://example.org/", "https://", "//example.org/", "https://a b/",
            "https://example.org/\u{202E}gro.live",
        ])
    func `refuses an address that no browser ought to open`(url: String) throws {
        let error = try #require(throws: ConfigurationError.self) {
            try links("[[links]]\nname = \"Chat\"\nurl = \"\(url)\"\n")
        }
        #expect(error.description.contains("links[0].url, line "))
        #expect(error.description.contains("expected a web address such as"))
    }

    @Test func `refuses a link that says nothing`() throws {
        let error = try #require(throws: ConfigurationError.self) { try links("[[links]]\nname = \"Chat\"\n") }
        #expect(error.description.contains("links[0], line "))
        #expect(error.description.contains("expected “url”, a web address, or “text”"))
    }
}
