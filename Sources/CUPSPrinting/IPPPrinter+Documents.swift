// SPDX-License-Identifier: Apache-2.0

import CCUPS
import Printing

extension IPPPrinter {
    /// A document as it goes over the line.
    struct Encoded {
        let type: String
        let bytes: [UInt8]
        /// The size of the label that it is for, in the orientation that is in the printer.
        let media: MediaSize
    }

    /// Puts the document into a form of which the printer has said that it takes it.
    func encode(_ document: PrintDocument, for status: PrinterStatus?) throws(PrinterError) -> Encoded {
        // The medium is named as it lies in the printer; some take no other name for it.
        let isUpright = status?.readySizes?.contains { $0.isNear(document.size) } ?? true
        let media = isUpright ? document.size : document.size.turned
        switch document.content {
        case .pdf(let bytes):
            return Encoded(type: "application/pdf", bytes: bytes, media: media)
        case .bitmap(var bitmap):
            // Nobody turns raster on its way: it has to lie as the label does.
            if !isUpright { bitmap = bitmap.turned }
            guard let bytes = PWGRaster.encode(bitmap, as: status?.formats.rasterDots.first ?? .grey, on: media) else {
                throw PrinterError(
                    code: .refused, reason: .documentFailed,
                    message: "The badge could not be put into raster for \(uri).", cause: PWGRaster.lastError)
            }
            return Encoded(type: "image/pwg-raster", bytes: bytes, media: media)
        }
    }

    func printing(_ document: PrintDocument, as encoded: Encoded) -> (PrinterURI) throws(IPPFailure) -> IPPMessage {
        { (uri) throws(IPPFailure) in
            let request = try IPPMessage(IPP_OP_PRINT_JOB, to: uri)
            request.add("job-name", document.jobName, IPP_TAG_NAME)
            request.add("document-format", encoded.type, IPP_TAG_MIMETYPE)
            request.addFalse("ipp-attribute-fidelity")
            request.addMedia(
                widthInMillimetres: encoded.media.width, heightInMillimetres: encoded.media.height)
            request.add("print-scaling", "none", IPP_TAG_KEYWORD, in: IPP_TAG_JOB)
            return request
        }
    }

    // MARK: Why a document is not sent

    func takesNothing(_ formats: DocumentFormats) -> PrinterError {
        var kinds = formats.types.joined(separator: ", ")
        if formats.types.contains("image/pwg-raster") {
            kinds += "; its raster is neither \(RasterDots.allCases.map(\.rawValue).joined(separator: " nor "))"
        }
        return PrinterError(
            code: .notNow, reason: .documentRefused,
            message: "\(uri) takes neither PDF nor PWG raster, but \(kinds). "
                + "Serve it with a CUPS queue that has its driver, and name that queue in event.toml.")
    }

    func wrongMedia(_ size: MediaSize, _ ready: [MediaSize]) -> PrinterError {
        let sizes = ready.map(\.description).joined(separator: ", ")
        return PrinterError(
            code: .notNow, reason: .wrongMedia,
            message: "The badge is \(size), and in \(uri) is \(sizes). Put in labels of the badge's size.")
    }

    var tlsAdvice: String {
        let scheme = "no encrypted connection to \(uri) can be made. "
        return uri.encrypted
            ? "The printer is there, but " + scheme
                + "Write ipp:// in event.toml, or switch TLS on in the printer's settings."
            : "The printer wants TLS, but " + scheme
                + "Renew its certificate, or allow IPP without TLS in its settings."
    }
}

extension GreyBitmap {
    /// The same dots, a quarter turn clockwise.
    fileprivate var turned: GreyBitmap {
        var turned: [UInt8] = []
        turned.reserveCapacity(dots.count)
        for x in 0..<width {
            for y in (0..<height).reversed() { turned.append(dots[y * width + x]) }
        }
        return GreyBitmap(width: height, height: width, dotsPerInch: dotsPerInch, dots: turned) ?? self
    }
}
