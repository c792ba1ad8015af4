// SPDX-License-Identifier: Apache-2.0

import Foundation
import FoundationXML

/// What a template says in attributes that librsvg does not hand out.
struct TemplateSource {
    let size: PhysicalSize
    let slots: [BadgeTemplate.Slot]
}

/// Reads a template's XML; entities and whatever lies outside the file are refused, not followed.
final class TemplateReader: NSObject, XMLParserDelegate {
    private var size: PhysicalSize?
    private var slots: [BadgeTemplate.Slot] = []
    private var ids: Set<String> = []
    private var problem: TemplateError?
    private var depth = 0

    private static let deepest = 200

    static func read(_ svg: [UInt8]) throws(TemplateError) -> TemplateSource {
        try checkProlog(svg)
        let reader = TemplateReader()
        let parser = XMLParser(data: Data(svg))
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        let isWellFormed = parser.parse()
        if let problem = reader.problem { throw problem }
        guard isWellFormed, let size = reader.size else {
            throw TemplateError(.notSVG, "It is not a well-formed SVG file.")
        }
        return TemplateSource(size: size, slots: reader.slots)
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        depth += 1
        do throws(TemplateError) {
            guard depth <= Self.deepest else { throw TemplateError(.notSVG, "Its elements are nested too deeply.") }
            if size == nil { size = try Self.size(ofRoot: name, attributes) }
            try TemplateRules.check(element: name, attributes)
            try checkID(attributes)
            if let field = attributes["data-field"] { slots.append(try slot(field, attributes)) }
        } catch {
            problem = error
            parser.abortParsing()
        }
    }

    func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
        depth -= 1
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        guard !TemplateRules.isFreeOfReferences(text) else { return }
        problem = TemplateRules.outside
        parser.abortParsing()
    }

    /// Refuses processing instructions and document types, and what would hide them from this check: other encodings.
    ///
    /// Foundation's parser must not see an instruction: one without data, such as `<?x?>`, ends the process.
    static func checkProlog(_ svg: [UInt8]) throws(TemplateError) {
        guard let text = String(validating: svg, as: UTF8.self), !svg.contains(0) else {
            throw TemplateError(.notSVG, "It is not written in UTF-8.")
        }
        let declaration = text.prefix { $0 != ">" }
        if declaration.contains("<?xml"), let encoding = declaration.range(of: "encoding") {
            let name = declaration[encoding.upperBound...].drop { !$0.isLetter }.prefix { $0 != "\"" && $0 != "'" }
            guard name.lowercased() == "utf-8" else { throw TemplateError(.notSVG, "It is not written in UTF-8.") }
        }
        // Looked for as bytes: as characters they could hide behind a mark that joins them.
        // A document type can hold entities that point elsewhere or that grow without end; no badge needs one.
        if text.lowercased().utf8.contains("<!doctype".utf8) {
            throw TemplateError(.externalReference, "It has a document type (<!DOCTYPE …>). Remove it.")
        }
        if withoutDeclaration(svg).contains("<?".utf8) {
            throw TemplateError(.externalReference, "It has a processing instruction (<?…?>). Remove it.")
        }
    }

    /// What follows the `<?xml …` that a file may begin with.
    private static func withoutDeclaration(_ svg: [UInt8]) -> ArraySlice<UInt8> {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let opening = Array("<?xml".utf8)
        let text = svg.starts(with: byteOrderMark) ? svg.dropFirst(byteOrderMark.count) : svg[...]
        let rest = text.dropFirst(opening.count)
        guard text.starts(with: opening), let blank = rest.first, " \t\r\n".utf8.contains(blank) else { return text }
        return rest
    }

    private static func size(ofRoot name: String, _ attributes: [String: String]) throws(TemplateError) -> PhysicalSize
    {
        guard name == "svg" || name.hasSuffix(":svg") else { throw TemplateError(.notSVG, "It is not an SVG file.") }
        guard let width = attributes["width"].flatMap(millimetres),
            let height = attributes["height"].flatMap(millimetres),
            (20...400).contains(width), (20...400).contains(height)
        else {
            throw TemplateError(
                .noPhysicalSize, "Its width and height must be physical, from 20 to 400 mm, such as width=\"86mm\".")
        }
        return PhysicalSize(width: width, height: height)
    }

    private static func millimetres(_ text: String) -> Double? {
        for (unit, factor) in [("mm", 1.0), ("cm", 10), ("in", 25.4), ("pt", 25.4 / 72)] where text.hasSuffix(unit) {
            return Double(text.dropLast(unit.count)).map { $0 * factor }
        }
        return nil
    }

    private func checkID(_ attributes: [String: String]) throws(TemplateError) {
        guard let id = attributes["id"] else { return }
        guard ids.insert(id).inserted else {
            throw TemplateError(.duplicateID, "Two of its elements have the id '\(id)'. Rename one.")
        }
    }

    private func slot(_ name: String, _ attributes: [String: String]) throws(TemplateError) -> BadgeTemplate.Slot {
        guard let field = BadgeField(rawValue: name) else {
            let fields = BadgeField.allCases.map(\.rawValue).joined(separator: ", ")
            throw TemplateError(.unknownField, "There is no field '\(name)'. The fields are: \(fields).")
        }
        guard let id = attributes["id"], !id.isEmpty else {
            throw TemplateError(.slotWithoutID, "The slot for '\(name)' needs an id.")
        }
        return BadgeTemplate.Slot(id: id, field: field, style: try TextStyle(attributes, slot: id))
    }
}
