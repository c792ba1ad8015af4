// SPDX-License-Identifier: Apache-2.0

package import Conference
import Foundation
import Programme

/// Where a webhook's messages go: a secret that no description shows.
package struct WebhookEndpoint: Sendable, CustomStringConvertible, CustomReflectable {
    let url: String
    let token: String?
    private let kind: WebhookKind

    package var description: String { "a webhook's address" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// The endpoint at `url`, or `nil` when that is no address of such a webhook.
    ///
    /// A Matrix webhook's is the homeserver's, with the room and an access token beside it.
    package init?(kind: WebhookKind, url: String, room: String? = nil, token: String? = nil) {
        guard var parts = URLComponents(string: url), ["http", "https"].contains(parts.scheme?.lowercased()),
            parts.host?.isEmpty == false, parts.user == nil, parts.password == nil
        else { return nil }
        parts.fragment = nil
        switch kind {
        case .json, .slack: break
        case .discord:
            // Discord answers before it has kept the message unless it is asked to wait.
            var items = parts.queryItems ?? []
            if !items.contains(where: { $0.name == "wait" }) { items.append(URLQueryItem(name: "wait", value: "true")) }
            parts.queryItems = items
        case .matrix:
            guard let room, token != nil,
                let name = room.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
            else { return nil }
            var path = parts.percentEncodedPath
            while path.hasSuffix("/") { path.removeLast() }
            parts.percentEncodedPath = "\(path)/_matrix/client/v3/rooms/\(name)/send/m.room.message"
        }
        guard let text = parts.string else { return nil }
        self.url = text
        self.token = token
        self.kind = kind
    }

    /// Where the message goes; Matrix drops a second one of the same identifier by itself.
    func address(of message: WebhookMessage) -> String { kind == .matrix ? "\(url)/\(message.id)" : url }

    var isIdempotent: Bool { kind == .matrix }
}
