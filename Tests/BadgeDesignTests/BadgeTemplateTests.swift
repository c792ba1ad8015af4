// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Foundation
import Testing

struct BadgeTemplateTests {
    private static let qr = #"<rect id="qr" data-field="qr" x="55" y="25" width="25" height="25"/>"#

    private func template(
        _ content: String, root: String = #"width="86mm" height="54mm" viewBox="0 0 86 54""#, prologue: String = ""
    ) throws -> BadgeTemplate {
        let svg = """
            \(prologue)<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \(root)>
            \(content)</svg>
            """
        return try BadgeTemplate(svg: Array(svg.utf8))
    }

    @Test(arguments: [
        (#"width="86mm" height="54mm" viewBox="0 0 86 54""#, 86, 54),
        (#"width="4in" height="3in" viewBox="0 0 101.6 76.2""#, 101.6, 76.2),
        (#"width="8.6cm" height="153.0709pt" viewBox="0 0 86 54""#, 86, 54),
    ])
    func `knows its physical size`(root: String, width: Double, height: Double) throws {
        let size = try template(Self.qr, root: root).size
        #expect(abs(size.width - width) < 0.001)
        #expect(abs(size.height - height) < 0.001)
    }

    private static let refused: [(alone: Bool, content: String, code: TemplateError.Code)] = [
        (true, #"<rect id="n" data-field="name" width="10" height="10"/>"#, .noQRSlot),
        (true, #"<rect id="qr" data-field="qr" width="20" height="20"/>"#, .qrTooSmall),
        (false, #"<rect id="n" data-field="surname" width="10" height="10"/>"#, .unknownField),
        (false, #"<rect data-field="name" width="10" height="10"/>"#, .slotWithoutID),
        (false, #"<rect id="qr" width="10" height="10"/>"#, .duplicateID),
        (false, #"<rect id="n" data-field="name" width="9" height="9" style="display:none"/>"#, .invisibleSlot),
        (false, #"<rect id="n" data-field="name" width="0" height="10"/>"#, .invisibleSlot),
        (false, #"<rect id="n" data-field="name" data-size="big" width="9" height="9"/>"#, .badStyle),
        (false, #"<rect id="n" data-field="name" data-align="left" width="9" height="9"/>"#, .badStyle),
        (false, #"<rect id="n" data-field="name" data-rotate="45" width="9" height="9"/>"#, .badStyle),
        (false, #"<image xlink:href="file:///etc/passwd" width="9" height="9"/>"#, .externalReference),
        (false, #"<image href="https://example.org/a.png" width="9" height="9"/>"#, .externalReference),
        (false, #"<g display="none"><rect id="n" data-field="name" width="9" height="9"/></g>"#, .invisibleSlot),
        (
            false, #"<style>#n {display: none}</style><rect id="n" data-field="name" width="9" height="9"/>"#,
            .invisibleSlot
        ),
        (false, "<style>@import 'https://example.org/a.css';</style>", .externalReference),
        (false, "<style>rect {fill: u\\72l(file:///etc/passwd)}</style>", .externalReference),
        (false, #"<rect width="9" height="9" fill="url(a.svg#x)"/>"#, .externalReference),
        (false, ##"<use href="#qr"/>"##, .unknownElement),
        (false, "<filter/>", .unknownElement),
        (false, "<script>1</script>", .unknownElement),
        (false, "<?xml-stylesheet href='https://example.org/a.css'?>", .externalReference),
        // The parser of XML stops the process at one without data.
        (false, "<?x?>", .externalReference),
        (false, "\u{600}<?x?>", .externalReference),
        (false, "<image href=\"\(picture(side: 60000))\"/>", .tooLarge),
        (false, #"<image href="data:image/png;base64,R0lGODlh"/>"#, .notSVG),
        (false, "<g>", .notSVG),
    ]

    /// A PNG's first bytes.
    private static func picture(side: UInt32) -> String {
        let number = withUnsafeBytes(of: side.bigEndian, Array.init)
        let head =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52] + number + number
        return "data:image/png;base64,\(Data(head).base64EncodedString())"
    }

    @Test(arguments: refused)
    func `is refused with the reason`(alone: Bool, content: String, code: TemplateError.Code) throws {
        let error = try #require(throws: TemplateError.self) { try template((alone ? "" : Self.qr) + content) }
        #expect(error.code == code)
        #expect(error.message.hasSuffix(".") || error.message.hasSuffix("?"))
    }

    @Test(arguments: ["<?xml version='1.0'?>", "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"])
    func `may declare that it is XML`(prologue: String) throws {
        #expect(try template(Self.qr, prologue: prologue).size.width == 86)
    }

    @Test(arguments: ["<?xml?>", "<?XML version='1.0'?>", " <?xml version='1.0'?>", "<?x?>", "\u{FEFF}<?x?>"])
    func `has no other processing instruction, at its beginning neither`(prologue: String) {
        #expect(throws: TemplateError.self) { try template(Self.qr, prologue: prologue) }
    }

    @Test func `is refused without a physical size`() throws {
        for root in ["", #"width="86" height="54""#, #"width="100%" height="54mm""#, #"width="9999mm" height="54mm""#] {
            let error = try #require(throws: TemplateError.self) { try template(Self.qr, root: root) }
            #expect(error.code == .noPhysicalSize)
        }
    }

    @Test func `of a stranger does no harm`() throws {
        let bomb = (1...9).map { #"<!ENTITY a\#($0) "\#(String(repeating: "&a\($0 - 1);", count: 10))">"# }.joined()
        let prologues = [
            #"<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#, "<!DOCTYPE svg [<!ENTITY a0 \"ha\">\(bomb)]>",
        ]
        for prologue in prologues {
            let error = try #require(throws: TemplateError.self) {
                try template("<text>&x;&a9;</text>" + Self.qr, prologue: prologue)
            }
            #expect(error.code == .externalReference)
        }
        let deep = String(repeating: "<g>", count: 5000) + String(repeating: "</g>", count: 5000)
        #expect(throws: TemplateError.self) { try template(deep + Self.qr) }
        #expect(throws: TemplateError.self) { try BadgeTemplate(svg: Array(repeating: 0x20, count: 3_000_000)) }
        let wide = Array("<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE svg+AD4-<svg/>".utf8)
        #expect(throws: TemplateError.self) { try BadgeTemplate(svg: wide) }
        for garbage in [[], [0xFF, 0xFE], Array("<html/>".utf8), Array("GIF89a".utf8)] as [[UInt8]] {
            #expect(throws: TemplateError.self) { try BadgeTemplate(svg: garbage) }
        }
    }
}
