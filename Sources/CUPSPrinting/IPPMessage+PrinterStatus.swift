// SPDX-License-Identifier: Apache-2.0

import CCUPS
import Printing

extension IPPMessage {
    /// What is asked of a printer to know how it stands and as what it takes a page.
    static let statusAttributes = [
        "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-make-and-model",
        "document-format-supported", "pwg-raster-document-resolution-supported", "pwg-raster-document-type-supported",
        "media-ready", "media-col-ready", "printer-input-tray",
    ]

    /// The answer to ``statusAttributes``; the media of a queue are its driver's, and tell nothing of the printer's.
    func printerStatus(ofQueue isQueue: Bool) -> PrinterStatus {
        let states: [Int: PrinterStatus.State] = [
            Int(IPP_PSTATE_PROCESSING.rawValue): .processing, Int(IPP_PSTATE_STOPPED.rawValue): .stopped,
        ]
        var status = PrinterStatus(
            state: integer("printer-state").flatMap { states[$0] } ?? .idle,
            reasons: strings("printer-state-reasons").compactMap(PrinterReason.state),
            acceptsJobs: boolean("printer-is-accepting-jobs") ?? true,
            makeAndModel: strings("printer-make-and-model").first,
            formats: documentFormats, readySizes: isQueue ? nil : readySizes)
        status.labelLevel = isQueue ? nil : labelLevel
        return status
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

    // MARK: How many labels are in

    /// From `printer-input-tray` (PWG 5100.13, 4.13), when exactly one tray knows: of several it is not said which one
    /// has the labels.
    private var labelLevel: LabelLevel? {
        let levels = octetStrings("printer-input-tray").compactMap { Self.level(inTray: $0) }
        return levels.count == 1 ? levels[0] : nil
    }

    /// From `key=value;` pairs; a level below zero says that it is not known.
    private static func level(inTray text: String) -> LabelLevel? {
        var numbers: [Substring: Int] = [:]
        for pair in text.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2, let number = Int(parts[1]) { numbers[parts[0]] = number }
        }
        guard let left = numbers["level"], left >= 0, let capacity = numbers["maxcapacity"], capacity > 0 else {
            return nil
        }
        return LabelLevel(left: left, capacity: capacity)
    }

    private func octetStrings(_ name: String) -> [String] {
        self.borrow { message in
            guard let attribute = ippFindAttribute(message, name, IPP_TAG_STRING) else { return [] }
            return (0..<ippGetCount(attribute)).compactMap { index in
                var length: CInt = 0
                return ippGetOctetString(attribute, index, &length).map {
                    String(decoding: UnsafeRawBufferPointer(start: $0, count: Int(length)), as: UTF8.self)
                }
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
