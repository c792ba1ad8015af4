// SPDX-License-Identifier: Apache-2.0

import CRender

/// A template as librsvg holds it; the only owner of the handle.
struct Artwork: ~Copyable {
    private let handle: UnsafeMutablePointer<RsvgHandle>

    /// A box on the page in points, from the top left.
    struct Box: Equatable {
        var x: Double
        var y: Double
        var width: Double
        var height: Double
    }

    init(svg: [UInt8]) throws(TemplateError) {
        // No base URI: what lies outside the file is not loaded.
        guard let handle = rsvg_handle_new_from_data(svg, gsize(svg.count), nil) else {
            throw TemplateError(.notSVG, "It cannot be drawn. Does it open in a browser?")
        }
        rsvg_handle_set_dpi(handle, 72)
        // Slots are drawn by us; whatever colour the designer gave them never prints.
        let style = "[data-field] { visibility: hidden !important }"
        guard rsvg_handle_set_stylesheet(handle, style, gsize(style.utf8.count), nil) != 0 else {
            g_object_unref(handle)
            throw TemplateError(.notSVG, "Its slots cannot be hidden.")
        }
        self.handle = handle
    }

    deinit {
        g_object_unref(handle)
    }

    /// Where the element with that id lies, or `nil` when there is none that takes up room.
    func box(of id: String) -> Box? {
        var viewport = page
        var ink = RsvgRectangle()
        guard rsvg_handle_get_geometry_for_layer(handle, "#\(id)", &viewport, &ink, nil, nil) != 0 else { return nil }
        return Box(x: ink.x, y: ink.y, width: ink.width, height: ink.height)
    }

    /// Draws the artwork on a page of its own size.
    func draw(on context: OpaquePointer) -> Bool {
        var viewport = page
        return rsvg_handle_render_document(handle, context, &viewport, nil) != 0
    }

    private var page: RsvgRectangle {
        var width = 0.0
        var height = 0.0
        rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height)
        return RsvgRectangle(x: 0, y: 0, width: width, height: height)
    }
}
