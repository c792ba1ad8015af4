// SPDX-License-Identifier: Apache-2.0

import CRender

/// A text laid out to fit a box; the only owner of the layout.
struct FittedText: ~Copyable {
    private let layout: OpaquePointer
    private let box: Artwork.Box
    private let style: TextStyle
    private(set) var isShortened = false

    /// Below this share of the full size a long word is broken rather than set smaller.
    private static let breakingShare = 0.55
    private static let step = 0.5

    init(_ text: String, in box: Artwork.Box, style: TextStyle, context: OpaquePointer) {
        self.box = box
        self.style = style
        layout = pango_layout_new(context)
        pango_layout_set_width(layout, pangoUnits(box.width))
        pango_layout_set_alignment(layout, style.alignment.pango)
        // Scripts with tall lines would fit fewer of them.
        if style.lines > 1 { pango_layout_set_line_spacing(layout, 0.9) }
        fit(text)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(layout))
    }

    var missingGlyphs: Int { Int(pango_layout_get_unknown_glyphs_count(layout)) }

    /// Draws the text, centred between top and bottom by its ink.
    func draw(on cairo: OpaquePointer) {
        let ink = ink
        let shade = style.isInverse ? 1.0 : 0.0
        cairo_set_source_rgb(cairo, shade, shade, shade)
        cairo_move_to(cairo, box.x, box.y + (box.height - ink.height) / 2 - ink.y)
        pango_cairo_show_layout(cairo, layout)
    }

    /// The largest size at which the whole words fit; then with words broken at syllables, which may be larger; then
    /// anywhere; then with an ellipsis.
    private mutating func fit(_ text: String) {
        let breaking = max(style.smallestSize, style.largestSize * Self.breakingShare)
        let hyphenated = style.lines > 1 ? text.withSoftHyphens() : text
        for (wrap, words, sizes) in [
            (PANGO_WRAP_WORD, text, breaking...style.largestSize),
            (PANGO_WRAP_WORD, hyphenated, style.smallestSize...style.largestSize),
            (PANGO_WRAP_WORD_CHAR, text, style.smallestSize...style.largestSize),
        ] {
            pango_layout_set_text(layout, words, CInt(words.utf8.count))
            pango_layout_set_wrap(layout, wrap)
            if let size = largestFitting(sizes) {
                set(size)
                return
            }
        }
        set(style.smallestSize)
        pango_layout_set_height(layout, CInt(-style.lines))
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
        isShortened = pango_layout_is_ellipsized(layout) != 0
    }

    private func largestFitting(_ sizes: ClosedRange<Double>) -> Double? {
        var size = sizes.upperBound
        while size >= sizes.lowerBound {
            set(size)
            if fits { return size }
            size -= Self.step
        }
        return nil
    }

    private var fits: Bool {
        var ink = PangoRectangle()
        var logical = PangoRectangle()
        pango_layout_get_extents(layout, &ink, &logical)
        return pango_layout_get_line_count(layout) <= CInt(style.lines) && points(ink.height) <= box.height
            && points(logical.width) <= box.width + 0.01
    }

    private var ink: (y: Double, height: Double) {
        var ink = PangoRectangle()
        pango_layout_get_extents(layout, &ink, nil)
        return (points(ink.y), points(ink.height))
    }

    private func set(_ size: Double) {
        guard let font = pango_font_description_new() else { return }
        defer { pango_font_description_free(font) }
        pango_font_description_set_family(font, TextStyle.fonts)
        pango_font_description_set_weight(font, PangoWeight(UInt32(style.weight)))
        pango_font_description_set_size(font, pangoUnits(size))
        pango_layout_set_font_description(layout, font)
    }
}

private func pangoUnits(_ points: Double) -> CInt { CInt((points * Double(PANGO_SCALE)).rounded()) }

private func points(_ units: CInt) -> Double { Double(units) / Double(PANGO_SCALE) }

extension TextStyle.Alignment {
    /// Pango's left is a paragraph's start: right-to-left text begins on the right.
    fileprivate var pango: PangoAlignment {
        switch self {
        case .start: PANGO_ALIGN_LEFT
        case .center: PANGO_ALIGN_CENTER
        case .end: PANGO_ALIGN_RIGHT
        }
    }
}
