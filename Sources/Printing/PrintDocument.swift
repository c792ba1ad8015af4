// SPDX-License-Identifier: Apache-2.0

/// As what a printer takes a page.
package enum PrintForm: Hashable, Sendable {
    case pdf
    /// A picture of the page, for printers that understand nothing else.
    case bitmap(dotsPerInch: Int)
}

/// A finished page and how large it is.
package struct PrintDocument: Equatable, Sendable {
    package enum Content: Equatable, Sendable {
        /// One page of PDF.
        case pdf([UInt8])
        case bitmap(GreyBitmap)
    }

    /// Unique, so that the job can be found again.
    package let jobName: String
    package let content: Content
    package let widthInMillimetres: Double
    package let heightInMillimetres: Double

    package init(jobName: String, content: Content, widthInMillimetres: Double, heightInMillimetres: Double) {
        self.jobName = jobName
        self.content = content
        self.widthInMillimetres = widthInMillimetres
        self.heightInMillimetres = heightInMillimetres
    }

    package var size: MediaSize { MediaSize(width: widthInMillimetres, height: heightInMillimetres) }
}

/// A page as dots in rows from the top, a byte each: 0 is black and 255 is white.
package struct GreyBitmap: Equatable, Sendable {
    package let width: Int
    package let height: Int
    package let dotsPerInch: Int
    package let dots: [UInt8]

    /// `nil` when `dots` are not so many rows.
    package init?(width: Int, height: Int, dotsPerInch: Int, dots: [UInt8]) {
        guard width > 0, height > 0, dotsPerInch > 0, dots.count == width * height else { return nil }
        self.width = width
        self.height = height
        self.dotsPerInch = dotsPerInch
        self.dots = dots
    }
}
