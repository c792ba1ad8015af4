// SPDX-License-Identifier: Apache-2.0

import CCUPS
import Printing

extension IPPMessage {
    /// What is asked of a printer to know how it stands and as what it takes a page.
    static let statusAttributes = [
        "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-make-and-model",
        "document-format-supported", "pwg-raster-document-resolution-supported", "pwg-raster-document-type-supported",
        "media-ready", "media-col-ready",
    ]

    /// The answer to ``statusAttributes``; the media of a queue are its driver's, and tell nothing of the printer's.
    func printerStatus(ofQueue isQueue: Bool) -> PrinterStatus {
        let states: [Int: PrinterStatus.State] = [
            Int(IPP_PSTATE_PROCESSING.rawValue): .processing, Int(IPP_PSTATE_STOPPED.rawValue): .stopped,
        ]
        return PrinterStatus(
            state: integer("printer-state").flatMap { states[$0] } ?? .idle,
            reasons: strings("printer-state-reasons").compactMap(PrinterReason.state),
            acceptsJobs: boolean("printer-is-accepting-jobs") ?? true,
            makeAndModel: strings("printer-make-and-model").first,
            formats: documentFormats, readySizes: isQueue ? nil : readySizes)
    }

    private var documentFormats: DocumentFormats {
        let dots = strings("pwg-raster-document-type-supported")
        return DocumentFormats(
            types: strings("document-format-supported"),
            rasterResolutions: resolutions("pwg-raster-document-resolution-supported"),
            rasterDots: RasterDots.allCases.filter { dots.contains($0.rawValue) })
    }

    /// Dots per inch, of those resolutions that are the same both ways.
    private func resolutions(_ name: String) -> [Int] {
        self.borrow { message in
            guard let attribute = ippFindAttribute(message, name, IPP_TAG_RESOLUTION) else { return [] }
            return (0..<ippGetCount(attribute)).compactMap { index in
                var down: CInt = 0
                var unit = IPP_RES_PER_INCH
                let across = ippGetResolution(attribute, index, &down, &unit)
                guard across == down, across > 0 else { return nil }
                return unit == IPP_RES_PER_CM ? Int((Double(across) * 2.54).rounded()) : Int(across)
            }
        }
    }

    // MARK: Which labels are in

    /// Longer is a roll that is cut anywhere.
    private static let longestLabel: Double = 1000

    /// The sizes that are in, or `nil` unless the printer names each as one fixed size.
    private var readySizes: [MediaSize]? {
        let sizes = collectedSizes ?? strings("media-ready").map { Self.size(named: $0) }
        let fixed = sizes.compactMap { $0 }
        return fixed.isEmpty || fixed.count < sizes.count ? nil : fixed
    }

    /// From `media-col-ready`, `nil` for what has no fixed size; `nil` as a whole when the printer does not tell.
    private var collectedSizes: [MediaSize?]? {
        self.borrow { message in
            guard let attribute = ippFindAttribute(message, "media-col-ready", IPP_TAG_BEGIN_COLLECTION) else {
                return nil
            }
            return (0..<ippGetCount(attribute)).map { index in
                guard let medium = ippGetCollection(attribute, index),
                    let attribute = ippFindAttribute(medium, "media-size", IPP_TAG_BEGIN_COLLECTION),
                    let size = ippGetCollection(attribute, 0)
                else { return nil }
                return Self.fixed(width: Self.length("x-dimension", in: size), Self.length("y-dimension", in: size))
            }
        }
    }

    /// Hundredths of a millimetre; `nil` for a range.
    private static func length(_ name: String, in size: OpaquePointer) -> Int? {
        ippFindAttribute(size, name, IPP_TAG_INTEGER).map { Int(ippGetInteger($0, 0)) }
    }

    /// The size in a name (PWG 5101.1), `nil` when it is none or not a fixed one.
    private static func size(named name: String) -> MediaSize? {
        guard !name.hasPrefix("roll_"), !name.contains("_min_"), !name.contains("_max_") else { return nil }
        // The answer is a table's or this thread's, and is read before anything else is asked.
        return pwgMediaForPWG(name).flatMap { fixed(width: Int($0.pointee.width), Int($0.pointee.length)) }
    }

    private static func fixed(width: Int?, _ height: Int?) -> MediaSize? {
        guard let width, let height else { return nil }
        let size = MediaSize(width: Double(width) / 100, height: Double(height) / 100)
        guard min(size.width, size.height) > 0, max(size.width, size.height) <= longestLabel else { return nil }
        return size
    }
}
