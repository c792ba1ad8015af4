// SPDX-License-Identifier: Apache-2.0

import Appliance
import Conference
import Foundation
import Programme
import Testing

/// What the event file says of webhooks.
struct WebhooksTests {
    private static let address = "https://chat.example/hooks/a-secret-word"

    private func read(_ lines: String) throws -> EventFile {
        try EventFile(parsing: Array("\(Sample.event())\n[[webhooks]]\nname = \"Chat\"\n\(lines)\n".utf8))
    }

    @Test func `reads a chat, and how patient to be with it`() throws {
        let file = try read("id = \"chat\"\nkind = \"slack\"\nurl = \"\(Self.address)\"\ntimeout_seconds = 5")
        let chat = try #require(file.webhooks.first)
        #expect(chat.webhook.kind == .slack && chat.webhook.name == "Chat")
        #expect((chat.timeoutSeconds, chat.longestPauseSeconds) == (5, 60))
    }

    @Test func `shows an address neither in a description nor in a dump`() throws {
        let file = try read("id = \"chat\"\nkind = \"slack\"\nurl = \"\(Self.address)\"")
        var dumped = ""
        dump(file, to: &dumped)
        #expect(!"\(file) \(String(reflecting: file.webhooks)) \(dumped)".contains("a-secret-word"))
    }

    @Test(arguments: [
        ("kind = \"slack\"\nurl = \"ftp://chat.example/a-secret-word\"", "expected an address such as"),
        ("kind = \"slack\"\nurl = \"https://me:a-secret-word@chat.example\"", "without a user and a password"),
        ("kind = \"slack\"\nurl = \"a-secret-word\"", "expected an address such as"),
        ("kind = \"slack\"", "webhooks[0].url, line"),
        ("kind = \"irc\"\nurl = \"\(address)\"", "expected “json” or “slack” or “matrix” or “discord”, found “irc”"),
        ("kind = \"matrix\"\nurl = \"https://matrix.example\"", "webhooks[0].token_file"),
        ("kind = \"slack\"\nurl = \"\(address)\"\nroom = \"!a:b\"", "unknown key"),
    ])
    func `says what is wrong without the address`(lines: String, message: String) throws {
        let error = try #require(throws: ConfigurationError.self) { try read("id = \"chat\"\n\(lines)") }
        #expect(error.description.contains(message), "\(error)")
        #expect(!error.description.contains("a-secret-word"))
    }
}
