// SPDX-License-Identifier: Apache-2.0

package import BadgeDesign
import QRCode

/// Makes the cards that sessions have on the whiteboard.
package struct SessionCardPress: Sendable {
    private let event: String
    private let template: BadgeTemplate
    private let renderer: BadgeRenderer

    package init(event: String, template: BadgeTemplate, renderer: BadgeRenderer) {
        self.event = event
        self.template = template
        self.renderer = renderer
    }

    /// A card as one page of PDF; its QR code holds `page`.
    package func pdf(
        topic: String, room: String, time: String?, host: String?, page: String
    ) async throws -> [UInt8] {
        var text = BadgeText()
        text[.event] = event
        text[.topic] = topic
        text[.room] = room
        text[.time] = time
        text[.host] = host
        return try await renderer.pdf(template, text: text, code: try QRSymbol(encoding: page)).bytes
    }
}
