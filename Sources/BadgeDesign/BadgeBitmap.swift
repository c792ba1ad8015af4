// SPDX-License-Identifier: Apache-2.0

import CRender
package import QRCode

/// A badge as grey dots, for printers that take no PDF.
package struct BadgeBitmap: Equatable, Sendable {
    package let width: Int
    package let height: Int
    package let dotsPerInch: Int
    /// Rows from the top, a byte a dot: 0 is black and 255 is white.
    package let dots: [UInt8]
    /// How large the badge is on paper.
    package let size: PhysicalSize
}

extension BadgeRenderer {
    /// The same badge as the PDF's, drawn by the same code at so many dots an inch.
    package func bitmap(
        _ template: BadgeTemplate, text: BadgeText, code: QRSymbol, dotsPerInch: Int
    ) throws -> BadgeBitmap {
        let picture = Picture(
            width: template.size.width.points, height: template.size.height.points, dotsPerInch: dotsPerInch)
        _ = try draw(template, text, code, on: picture.cairo)
        let (width, height) = (picture.width, picture.height)
        return BadgeBitmap(
            width: width, height: height, dotsPerInch: dotsPerInch, dots: try picture.greyDots(), size: template.size)
    }
}

extension Picture {
    /// The picture's dots by how bright they look.
    consuming func greyDots() throws -> [UInt8] {
        let (width, height) = (width, height)
        return try withPixels { pixels, stride in
            var dots: [UInt8] = []
            dots.reserveCapacity(width * height)
            for y in 0..<height {
                for x in 0..<width { dots.append(Self.brightness(pixels[y * stride + x])) }
            }
            return dots
        }
    }

    /// The luma of a pixel 0xRRGGBB (ITU-R BT.709), so that colours keep the contrast that people see.
    private static func brightness(_ pixel: UInt32) -> UInt8 {
        let (red, green, blue) = ((pixel >> 16) & 255, (pixel >> 8) & 255, pixel & 255)
        return UInt8((red * 2126 + green * 7152 + blue * 722 + 5000) / 10_000)
    }
}
