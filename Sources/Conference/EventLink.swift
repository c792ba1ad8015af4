// SPDX-License-Identifier: Apache-2.0

/// Something that everybody at the event wants to find: the chat, the forum, the livestream, the Wi-Fi.
package struct EventLink: Equatable, Sendable {
    package let name: String
    /// A web address.
    package let url: String?
    /// What there is to know beside or instead of an address.
    package let text: String?

    package init(name: String, url: String? = nil, text: String? = nil) {
        self.name = name
        self.url = url
        self.text = text
    }
}
