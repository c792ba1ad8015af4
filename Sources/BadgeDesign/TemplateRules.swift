// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a template's artwork may be made of: nothing outside the file, and nothing that costs more than it shows.
enum TemplateRules {
    /// SVG's shapes, text and gradients.
    ///
    /// What repeats or filters other elements is left out: a few hundred bytes of it can take minutes to draw.
    private static let elements: Set<String> = [
        "svg", "g", "defs", "title", "desc", "metadata", "style", "a", "rect", "circle", "ellipse", "line", "polyline",
        "polygon", "path", "text", "tspan", "image", "linearGradient", "radialGradient", "stop", "clipPath",
    ]
    private static let mostPixels = 16_000_000

    static let outside = TemplateError(
        .externalReference, "It refers to something outside itself. Embed pictures as data:image/png;base64.")

    static func check(element name: String, _ attributes: [String: String]) throws(TemplateError) {
        // Elements of an editor's own, such as sodipodi:namedview, are not drawn.
        guard name.contains(":") && !name.hasPrefix("svg:") || elements.contains(bare(name)) else {
            throw TemplateError(
                .unknownElement, "Badges have no <\(name)>. Draw it as shapes, or embed it as a PNG picture.")
        }
        for (name, value) in attributes {
            if ["href", "src"].contains(bare(name)) {
                guard value.hasPrefix("#") || value.hasPrefix(pngPrefix) else { throw outside }
                if value.hasPrefix(pngPrefix) { try checkPicture(value.dropFirst(pngPrefix.count)) }
            } else if !isFreeOfReferences(value) {
                throw outside
            }
        }
    }

    /// Whether CSS, or an attribute, points at nothing but elements of the same file.
    static func isFreeOfReferences(_ text: String) -> Bool {
        guard text.contains("(") || text.contains("@") || text.contains("\\") else { return true }
        let text = text.lowercased()
        // CSS can spell any letter as a backslash and a number.
        guard !text.contains("@import"), !text.contains("\\") else { return false }
        return text.components(separatedBy: "url(").dropFirst().allSatisfy {
            $0.drop { " \t\n\"'".contains($0) }.hasPrefix("#")
        }
    }

    private static let pngPrefix = "data:image/png;base64,"

    /// A picture says in its first bytes how large it becomes (PNG specification, 11.2.2 IHDR).
    private static func checkPicture(_ base64: Substring) throws(TemplateError) {
        let head = base64.lazy.filter { !$0.isWhitespace }.prefix(32)
        guard let bytes = Data(base64Encoded: String(head)), bytes.count == 24,
            bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
        else { throw TemplateError(.notSVG, "A picture in it is no PNG.") }
        let numbers = [16, 20].map { start in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
        guard numbers[0] <= mostPixels, numbers[1] <= mostPixels, numbers[0] * numbers[1] <= mostPixels else {
            throw TemplateError(.tooLarge, "A picture in it has more than 16 million pixels. Make it smaller.")
        }
    }

    private static func bare(_ name: String) -> String {
        name.split(separator: ":").last.map(String.init) ?? name
    }
}
