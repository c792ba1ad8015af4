// SPDX-License-Identifier: Apache-2.0

package import Conference
import Programme
import Webhooks

/// A webhook as the event file describes it; its address is a secret that no description shows.
package struct WebhookSettings: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
    package let webhook: Webhook
    let url: String
    /// A Matrix room's identifier.
    let room: String?
    /// Where the access token is, from the folder of the event file.
    let tokenFile: String?
    package let longestPauseSeconds: Int
    package let timeoutSeconds: Int

    package var description: String { "the webhook \(webhook.id)" }
    package var customMirror: Mirror { Mirror(self, children: ["webhook": webhook]) }
}

/// One of the tables `[[webhooks]]`; no report quotes an address.
struct WebhookEntry {
    let id: WebhookID?
    let path: TOMLPath
    let settings: WebhookSettings?

    init(reading table: TOMLReader) {
        path = table.path.appending("id")
        id = table.required("id", .slug(of: WebhookSubject.self))
        let name = table.required("name", .text(upTo: 100))
        let kind = table.required(
            "kind",
            .choice(["json": WebhookKind.json, "slack": .slack, "matrix": .matrix, "discord": .discord]))
        let url = table.required("url", .webAddress)
        let isMatrix = kind == .matrix
        let room = isMatrix ? table.required("room", .matrixRoom) : nil
        let tokenFile = isMatrix ? table.required("token_file", .text(upTo: 1000)) : nil
        let pause = table.optional("longest_pause_seconds", .wholeNumber(1...3600))
        let timeout = table.optional("timeout_seconds", .wholeNumber(1...60))
        table.finish()
        guard let id, let name, let kind, let url, !isMatrix || (room != nil && tokenFile != nil) else {
            settings = nil
            return
        }
        settings = WebhookSettings(
            webhook: Webhook(id: id, name: name, kind: kind), url: url, room: room, tokenFile: tokenFile,
            longestPauseSeconds: pause ?? Int(DeliveryRules.usualLongestPause), timeoutSeconds: timeout ?? 10)
    }
}

extension TOMLExpectation<String> {
    /// The value is not quoted in errors: whoever knows a webhook's address may write there.
    fileprivate static var webAddress: Self {
        text("an address such as “https://chat.example/hooks/…”, without a user and a password", quotes: false) {
            text in
            WebhookEndpoint(kind: .json, url: text) == nil ? nil : text
        }
    }

    fileprivate static var matrixRoom: Self {
        text("a room's identifier such as “!abcdef:example.org”") { text in
            text.count <= 255 && text.hasPrefix("!") && !text.contains(where: \.isWhitespace) ? text : nil
        }
    }
}
