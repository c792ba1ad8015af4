// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Testing

struct DrawingCheckTests {
    private func drawing(_ inside: String, root: String = "") -> [UInt8] {
        Array("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"\(root)>\(inside)</svg>".utf8)
    }

    @Test func `finds the places of a drawing, which needs no physical size`() throws {
        let svg = drawing(
            "<g><rect data-place=\"hall\" width=\"3\" height=\"3\"/></g><path data-place=\"attic\" d=\"M0 0\"/>")
        #expect(try DrawingCheck.places(in: svg) == ["hall", "attic"])
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<x:script xmlns:x=\"http://www.w3.org/2000/svg\">alert(1)</x:script>",
        "<rect onclick=\"alert(1)\"/>", "<rect ONLOAD=\"alert(1)\"/>", "<a href=\"javascript:alert(1)\"/>",
        "<a xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"https://example.org/\"/>",
        "<image href=\"https://example.org/a.png\"/>", "<image href=\"data:image/svg+xml,x\"/>",
        "<rect fill=\"url(https://example.org/)\"/>", "<rect style=\"fill: red\"/>",
        "<style>rect { fill: red }</style>",
        "<foreignObject/>", "<use href=\"#a\"/>", "<set attributeName=\"href\" to=\"x\"/>",
        "<p xmlns=\"http://www.w3.org/1999/xhtml\"/>", "<g xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        "<x:rect xmlns:x=\"urn:other\"/>", "<?php 1 ?>", "<?x?>", "<g>", "\u{0}",
    ])
    func `refuses what would run, or points elsewhere`(inside: String) {
        #expect(throws: TemplateError.self) { try DrawingCheck.places(in: drawing(inside)) }
    }

    @Test(arguments: [
        "", "<svg/>", "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", "<g xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<!DOCTYPE svg><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
    ])
    func `refuses what is no drawing`(text: String) {
        #expect(throws: TemplateError.self) { try DrawingCheck.places(in: Array(text.utf8)) }
    }
}
