// SPDX-License-Identifier: Apache-2.0

/// What a printer says of itself.
package struct PrinterStatus: Equatable, Sendable {
    package enum State: String, Sendable {
        case idle, processing, stopped
    }

    package var state: State
    package var reasons: [PrinterReason]
    package var acceptsJobs: Bool
    package var makeAndModel: String?
    /// What it takes; empty when it does not say.
    package var formats: DocumentFormats
    /// The sizes of the labels that are in; `nil` when it does not say, or takes any length.
    package var readySizes: [MediaSize]?
    /// How many labels are in; `nil` when it does not say.
    package var labelLevel: LabelLevel?
    /// Whether it was reached over TLS alone, though its address does not say so.
    package var insistsOnTLS = false

    package init(
        state: State, reasons: [PrinterReason], acceptsJobs: Bool, makeAndModel: String? = nil,
        formats: DocumentFormats = DocumentFormats(), readySizes: [MediaSize]? = nil
    ) {
        self.state = state
        self.reasons = reasons
        self.acceptsJobs = acceptsJobs
        self.makeAndModel = makeAndModel
        self.formats = formats
        self.readySizes = readySizes
    }

    /// Whether labels of that size may be in; only a printer that names others says no.
    package func hasReady(_ size: MediaSize) -> Bool {
        readySizes?.contains { $0.isLike(size) } ?? true
    }
}

/// The kinds of documents that a printer takes, and what it asks of its own raster.
package struct DocumentFormats: Equatable, Sendable {
    /// MIME types; empty when the printer does not say.
    package var types: [String]
    /// Dots per inch, the same both ways, of the pictures that it takes.
    package var rasterResolutions: [Int]
    /// The kinds of dots that it takes, of those that can be made here, the best first.
    package var rasterDots: [RasterDots]

    package init(types: [String] = [], rasterResolutions: [Int] = [], rasterDots: [RasterDots] = []) {
        self.types = types
        self.rasterResolutions = rasterResolutions
        self.rasterDots = rasterDots
    }

    /// As what a badge should go there, or `nil` when the printer takes nothing that can be made here.
    package var preferredForm: PrintForm? {
        if types.isEmpty || types.contains("application/pdf") { return .pdf }
        guard types.contains("image/pwg-raster"), !rasterDots.isEmpty, let resolution = preferredResolution else {
            return nil
        }
        return .bitmap(dotsPerInch: resolution)
    }

    /// What label printers have, or the least that is finer, or else the finest.
    private var preferredResolution: Int? {
        let usual = 300
        return rasterResolutions.filter { $0 >= usual }.min() ?? rasterResolutions.max()
    }
}

/// A kind of dots in PWG raster (PWG 5102.4); the raw value is its keyword.
package enum RasterDots: String, CaseIterable, Sendable {
    case grey = "sgray_8"
    case black = "black_1"
    case colour = "srgb_8"
}
