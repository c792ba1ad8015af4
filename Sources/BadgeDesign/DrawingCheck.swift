// SPDX-License-Identifier: Apache-2.0

import Foundation
import FoundationXML

/// Looks a drawing over that browsers show as a part of a page, such as the map of a venue.
package enum DrawingCheck {
    /// The `data-place` of its elements; throws unless nothing in it runs and nothing points outside it.
    package static func places(in svg: [UInt8]) throws(TemplateError) -> [String] {
        try TemplateReader.checkProlog(svg)
        let reader = DrawingReader()
        let parser = XMLParser(data: Data(svg))
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        let isWellFormed = parser.parse()
        if let problem = reader.problem { throw problem }
        // A parser that gives up half-way may call that a success.
        guard isWellFormed, parser.parserError == nil, reader.isComplete else {
            throw TemplateError(.notSVG, "It is not a well-formed SVG file.")
        }
        return reader.places
    }
}

private final class DrawingReader: NSObject, XMLParserDelegate {
    private(set) var places: [String] = []
    private(set) var problem: TemplateError?
    private(set) var hasRoot = false
    private var depth = 0

    var isComplete: Bool { hasRoot && depth == 0 }

    private static let namespace = "http://www.w3.org/2000/svg"
    private static let deepest = 200

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        depth += 1
        do throws(TemplateError) {
            guard depth <= Self.deepest else { throw TemplateError(.notSVG, "Its elements are nested too deeply.") }
            try Self.check(name, namespaceURI, isRoot: !hasRoot)
            try Self.check(attributes)
            try TemplateRules.check(element: name, attributes)
            hasRoot = true
            if let place = attributes["data-place"] { places.append(place) }
        } catch {
            problem = error
            parser.abortParsing()
        }
    }

    func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
        depth -= 1
    }

    private static func check(_ name: String, _ namespace: String?, isRoot: Bool) throws(TemplateError) {
        guard namespace == Self.namespace, !isRoot || name == "svg" else {
            throw TemplateError(
                .notSVG, "It has elements that are not SVG's own, such as <\(name)>. Save it as plain SVG.")
        }
        // A page takes no style sheet from elsewhere.
        guard name != "style" else {
            throw TemplateError(.unknownElement, "It has a <style>. Write fill, stroke and font-size as attributes.")
        }
    }

    private static func check(_ attributes: [String: String]) throws(TemplateError) {
        for name in attributes.keys.map({ $0.lowercased() }) where name == "style" || name.hasPrefix("on") {
            throw TemplateError(
                .unknownElement, "It has an attribute “\(name)”. Write fill, stroke and font-size as attributes.")
        }
    }
}
