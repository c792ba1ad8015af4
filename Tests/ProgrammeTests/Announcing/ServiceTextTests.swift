// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import TestSupport
import Testing

/// What people wrote reaches each service as text that does nothing.
struct ServiceTextTests {
    static let hostile = "<!channel> @everyone *b* `c` [d](https://e.example) & \"f\" </strong><script>"

    private func body(_ kind: WebhookKind, title: String = hostile, host: String? = nil) async throws -> [String: Any] {
        let chat = try AnnouncingWorld(kind)
        _ = try await chat.cursor()
        let session = SessionID()
        var person: RegistrationID?
        if let host { person = try await chat.world.add(RegistrationDetails(fullName: host)) }
        try await chat.record(session, title: title, .sessionProposed(session, by: person))
        var courier = chat.courier()
        try await chat.run(&courier)
        let text = try #require(chat.receiver.received.first?.text)
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `slack gets its three characters escaped, no markup and no pings`() async throws {
        let body = try await body(.slack)
        let text = try #require(body["text"] as? String)
        #expect(
            text == "“&lt;!channel&gt; @\u{2060}everyone *b* `c` [d](https://e.example) &amp; \"f\" "
                + "&lt;/strong&gt;&lt;script&gt;” is looking for a room.")
        #expect(body["mrkdwn"] as? Bool == false && body["link_names"] as? Bool == false)
    }

    @Test func `discord gets each mark behind a backslash, and may mention nobody`() async throws {
        let body = try await body(.discord)
        let content = try #require(body["content"] as? String)
        #expect(
            content.hasPrefix(
                "**\\<\\!channel\\> \\@\u{2060}everyone \\*b\\* \\`c\\` \\[d\\]\\(https\\:\\/\\/e.example"))
        let mentions = try #require(body["allowed_mentions"] as? [String: [String]])
        #expect(mentions == ["parse": []])
    }

    @Test func `matrix gets plain text and safe HTML, and pings nobody`() async throws {
        let body = try await body(.matrix, title: Self.hostile + " @room")
        let html = try #require(body["formatted_body"] as? String)
        #expect(
            html == "<strong>&lt;!channel&gt; @\u{2060}everyone *b* `c` [d](https://e.example) &amp; &quot;f&quot; "
                + "&lt;/strong&gt;&lt;script&gt; @\u{2060}room</strong> is looking for a room.")
        #expect((body["body"] as? String)?.contains("@room") == false)
        #expect((body["m.mentions"] as? [String: Any])?.isEmpty == true)
        #expect(body["msgtype"] as? String == "m.notice")
    }

    @Test func `programs get what was written as it was written`() async throws {
        let body = try await body(.json, host: "Ada\u{202E} L.\n")
        let session = try #require(body["session"] as? [String: Any])
        #expect(session["title"] as? String == Self.hostile)
        #expect(session["host"] as? String == "Ada L.")
        #expect((session["page"] as? String)?.hasPrefix("http://box:8080/s/") == true)
        #expect(body["repeat"] as? Bool == false)
    }
}
