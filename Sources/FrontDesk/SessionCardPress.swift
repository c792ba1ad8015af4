// SPDX-License-Identifier: Apache-2.0

package import BadgeDesign
package import Printing
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

    /// How large a card is.
    package var size: MediaSize { MediaSize(width: template.size.width, height: template.size.height) }

    /// A card as one page of PDF; its QR code holds `page`.
    package func pdf(
        topic: String, room: String, time: String?, host: String?, page: String
    ) async throws -> [UInt8] {
        let text = text(topic: topic, room: room, time: time, host: host)
        return try await renderer.pdf(template, text: text, code: try QRSymbol(encoding: page)).bytes
    }

    /// The same card in the form that a printer wants.
    package func document(
        topic: String, room: String, time: String?, host: String?, page: String, as form: PrintForm, jobName: String
    ) async throws -> PrintDocument {
        let text = text(topic: topic, room: room, time: time, host: host)
        let code = try QRSymbol(encoding: page)
        switch form {
        case .pdf:
            return PrintDocument(jobName: jobName, try await renderer.pdf(template, text: text, code: code))
        case .bitmap(let dotsPerInch):
            return try PrintDocument(
                jobName: jobName,
                try await renderer.bitmap(template, text: text, code: code, dotsPerInch: dotsPerInch))
        }
    }

    private func text(topic: String, room: String, time: String?, host: String?) -> BadgeText {
        var text = BadgeText()
        text[.event] = event
        text[.topic] = topic
        text[.room] = room
        text[.time] = time
        text[.host] = host
        return text
    }
}
