// SPDX-License-Identifier: Apache-2.0

import CRender
package import QRCode

/// Draws badges, one at a time, with a font cache of its own.
package actor BadgeRenderer {
    private let executor = RenderExecutor()
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private var fonts = FontContext()

    package init() {}

    /// One page of PDF at the template's size; the same input gives the same bytes.
    package func pdf(_ template: BadgeTemplate, text: BadgeText, code: QRSymbol) throws -> RenderedBadge {
        let page = PDFPage(width: template.size.width.points, height: template.size.height.points)
        let remarks = try draw(template, text, code, on: page.cairo)
        return RenderedBadge(bytes: try page.finish(), size: template.size, remarks: remarks)
    }

    /// A picture of the same badge.
    package func png(
        _ template: BadgeTemplate, text: BadgeText, code: QRSymbol, dotsPerInch: Int
    ) throws -> RenderedBadge {
        let picture = Picture(
            width: template.size.width.points, height: template.size.height.points, dotsPerInch: dotsPerInch)
        let remarks = try draw(template, text, code, on: picture.cairo)
        return RenderedBadge(bytes: try picture.finish(), size: template.size, remarks: remarks)
    }

    func draw(
        _ template: BadgeTemplate, _ text: BadgeText, _ code: QRSymbol, on cairo: OpaquePointer
    ) throws -> [BadgeRemark] {
        let artwork = try Artwork(svg: template.svg)
        guard artwork.draw(on: cairo) else { throw RenderError(message: "The badge's artwork cannot be drawn.") }
        var remarks: [BadgeRemark] = []
        for slot in template.slots {
            guard let box = artwork.box(of: slot.id) else { continue }
            cairo_save(cairo)
            let upright = turn(cairo, slot.style.rotation, about: box)
            if slot.field == .qr {
                code.draw(in: upright, on: cairo)
            } else if let words = text[slot.field], !words.isEmpty {
                remarks += fonts.draw(words, as: slot, in: upright, on: cairo)
            }
            cairo_restore(cairo)
        }
        return remarks
    }
}

extension BadgeRenderer {
    /// Small text at the top of a box, for the operator.
    func caption(_ words: String, in box: Artwork.Box, on cairo: OpaquePointer) {
        fonts.drawCaption(words, in: box, on: cairo)
    }

    /// Words of one style in a box, for whatever is no badge.
    func words(_ words: String, in box: Artwork.Box, style: TextStyle, on cairo: OpaquePointer) {
        fonts.draw(words, in: box, style: style, on: cairo)
    }

    /// Turns the page about the middle of `box`, and returns the box as what is drawn then has to fill it.
    private func turn(_ cairo: OpaquePointer, _ rotation: TextStyle.Rotation, about box: Artwork.Box) -> Artwork.Box {
        guard rotation != .none else { return box }
        cairo_translate(cairo, box.x + box.width / 2, box.y + box.height / 2)
        cairo_rotate(cairo, Double(rotation.rawValue) * .pi / 180)
        let isUpended = rotation != .half
        let width = isUpended ? box.height : box.width
        let height = isUpended ? box.width : box.height
        return Artwork.Box(x: -width / 2, y: -height / 2, width: width, height: height)
    }
}

/// Pango's fonts, set up for paper: no hinting, exact positions, 72 units an inch.
private struct FontContext: ~Copyable {
    private let map: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer

    init() {
        map = pango_cairo_font_map_new()
        context = pango_font_map_create_context(map)
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_round_glyph_positions(context, 0)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(map)
    }

    func drawCaption(_ words: String, in box: Artwork.Box, on cairo: OpaquePointer) {
        var style = TextStyle()
        style.largestSize = 6.5
        style.smallestSize = 5
        style.lines = 3
        draw(words, in: box, style: style, on: cairo)
    }

    func draw(_ words: String, in box: Artwork.Box, style: TextStyle, on cairo: OpaquePointer) {
        FittedText(words, in: box, style: style, context: context).draw(on: cairo)
    }

    func draw(
        _ words: String, as slot: BadgeTemplate.Slot, in box: Artwork.Box, on cairo: OpaquePointer
    ) -> [BadgeRemark] {
        let text = FittedText(words, in: box, style: slot.style, context: context)
        text.draw(on: cairo)
        var remarks: [BadgeRemark] = []
        if text.isShortened { remarks.append(.shortened(slot.field)) }
        if text.missingGlyphs > 0 { remarks.append(.missingGlyphs(slot.field, count: text.missingGlyphs)) }
        return remarks
    }
}

extension QRSymbol {
    /// Draws the symbol with its quiet zone as large as the box allows, in the box's middle: one path, no anti-aliasing.
    func draw(in box: Artwork.Box, on cairo: OpaquePointer) {
        let module = min(box.width, box.height) / Double(width + 2 * Self.quietZone)
        let side = module * Double(width + 2 * Self.quietZone)
        let left = box.x + (box.width - side) / 2
        let top = box.y + (box.height - side) / 2
        cairo_save(cairo)
        cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE)
        cairo_set_source_rgb(cairo, 1, 1, 1)
        cairo_rectangle(cairo, left, top, side, side)
        cairo_fill(cairo)
        cairo_set_source_rgb(cairo, 0, 0, 0)
        for y in 0..<width {
            for run in runs(inRow: y) {
                cairo_rectangle(
                    cairo, left + Double(run.lowerBound + Self.quietZone) * module,
                    top + Double(y + Self.quietZone) * module, Double(run.count) * module, module)
            }
        }
        cairo_fill(cairo)
        cairo_restore(cairo)
    }
}
