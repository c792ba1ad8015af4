// SPDX-License-Identifier: Apache-2.0

/// One picture of a camera, in grey: a byte for each pixel, row by row.
package struct GreyFrame: Equatable, Sendable {
    package let width: Int
    package let height: Int
    package let luma: [UInt8]

    /// Smaller pictures show no code that is worth looking for.
    package static let shortestSide = 32
    package static let longestSide = 1280
    package static let mostPixels = 1_048_576
    /// The most bytes that ``init(parsing:)`` takes.
    package static let mostBytes = headerByteCount + mostPixels

    private static let headerByteCount = 4

    /// A picture of that size, or `nil` unless the size is allowed and `luma` has a byte for each pixel.
    package init?(width: Int, height: Int, luma: [UInt8]) {
        let sides = Self.shortestSide...Self.longestSide
        guard sides.contains(width), sides.contains(height), width * height <= Self.mostPixels,
            luma.count == width * height
        else { return nil }
        self.width = width
        self.height = height
        self.luma = luma
    }

    /// The picture in `bytes`: width and height in two bytes each, the higher first, then the pixels and no more.
    package init?(parsing bytes: some Collection<UInt8>) {
        guard bytes.count > Self.headerByteCount else { return nil }
        let header = bytes.prefix(Self.headerByteCount).map(Int.init)
        self.init(
            width: header[0] << 8 | header[1], height: header[2] << 8 | header[3],
            luma: Array(bytes.dropFirst(Self.headerByteCount)))
    }
}

extension GreyFrame: CustomStringConvertible, CustomDebugStringConvertible {
    /// A camera may see a person or a document: the size is all that is told.
    package var description: String { "\(width) × \(height) pixels" }
    package var debugDescription: String { description }
}
