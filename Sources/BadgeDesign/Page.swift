// SPDX-License-Identifier: Apache-2.0

import CRender

/// A PDF page in the making; the only owner of its surface.
struct PDFPage: ~Copyable {
    let cairo: OpaquePointer
    private let surface: OpaquePointer
    private let output: ByteSink

    /// Points.
    init(width: Double, height: Double) {
        output = ByteSink()
        surface = cairo_pdf_surface_create_for_stream(ByteSink.write, output.pointer, width, height)
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        // A fixed date, so that the same badge is the same bytes.
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
        cairo = cairo_create(surface)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    /// Ends this page and begins another, of so many points.
    func next(width: Double, height: Double) {
        cairo_show_page(cairo)
        cairo_pdf_surface_set_size(surface, width, height)
    }

    consuming func finish() throws -> [UInt8] {
        cairo_show_page(cairo)
        cairo_surface_finish(surface)
        try check(cairo, surface)
        return output.bytes
    }
}

/// A picture in the making; the only owner of its surface.
struct Picture: ~Copyable {
    let cairo: OpaquePointer
    private let surface: OpaquePointer
    /// In dots.
    let width: Int
    let height: Int

    /// Points, drawn at so many dots an inch.
    init(width: Double, height: Double, dotsPerInch: Int) {
        let scale = Double(dotsPerInch) / 72
        self.width = Int((width * scale).rounded())
        self.height = Int((height * scale).rounded())
        surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, CInt(self.width), CInt(self.height))
        cairo = cairo_create(surface)
        cairo_set_source_rgb(cairo, 1, 1, 1)
        cairo_paint(cairo)
        cairo_scale(cairo, scale, scale)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    consuming func finish() throws -> [UInt8] {
        let output = ByteSink()
        cairo_surface_flush(surface)
        let status = cairo_surface_write_to_png_stream(surface, ByteSink.write, output.pointer)
        guard status == CAIRO_STATUS_SUCCESS else { throw RenderError(message: "The picture cannot be written.") }
        try check(cairo, surface)
        return output.bytes
    }

    /// Lends the finished dots, 0xRRGGBB each, and how many there are from one row's beginning to the next's.
    consuming func withPixels<Value>(_ body: (UnsafePointer<UInt32>, Int) throws -> Value) throws -> Value {
        cairo_surface_flush(surface)
        try check(cairo, surface)
        guard let data = cairo_image_surface_get_data(surface) else {
            throw RenderError(message: "The picture has no dots.")
        }
        let stride = Int(cairo_image_surface_get_stride(surface)) / 4
        return try data.withMemoryRebound(to: UInt32.self, capacity: stride * height) { try body($0, stride) }
    }
}

private func check(_ cairo: OpaquePointer, _ surface: OpaquePointer) throws {
    for status in [cairo_status(cairo), cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
        throw RenderError(message: "The badge cannot be drawn: \(String(cString: cairo_status_to_string(status)))")
    }
}

/// Collects what Cairo writes.
///
/// Cairo holds an unowned pointer to it for as long as the surface lives, which the page that holds both outlives.
final class ByteSink {
    private(set) var bytes: [UInt8] = []

    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let write: cairo_write_func_t = { pointer, data, length in
        guard let pointer, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(pointer).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}
