// SPDX-License-Identifier: Apache-2.0

import CCUPS
import Printing

/// Pages as PWG raster (PWG 5102.4), which every IPP Everywhere printer takes.
enum PWGRaster {
    /// One page, or `nil` when libcups cannot make it; `lastError` tells why.
    static func encode(_ bitmap: GreyBitmap, as dots: RasterDots, on media: MediaSize) -> [UInt8]? {
        guard var header = header(of: bitmap, as: dots, on: media) else { return nil }
        let output = RasterOutput()
        let stream = RasterStream(to: output)
        guard let stream, stream.begin(&header) else { return nil }
        var shades = RowShades(width: bitmap.width)
        for y in 0..<bitmap.height {
            let row = bitmap.dots[y * bitmap.width..<(y + 1) * bitmap.width]
            let line: [UInt8] =
                switch dots {
                case .grey: Array(row)
                case .colour: row.flatMap { [$0, $0, $0] }
                case .black: shades.black(row)
                }
            guard stream.write(line) else { return nil }
        }
        stream.finish()
        return output.bytes
    }

    static var lastError: String? { cupsRasterErrorString().map { String(cString: $0) } }

    private static func header(
        of bitmap: GreyBitmap, as dots: RasterDots, on media: MediaSize
    ) -> cups_page_header2_t? {
        var header = cups_page_header2_t()
        let dotsPerInch = CInt(bitmap.dotsPerInch)
        let paper = pwgMediaForSize(CInt((media.width * 100).rounded()), CInt((media.height * 100).rounded()))
        guard let paper,
            cupsRasterInitPWGHeader(&header, paper, dots.rawValue, dotsPerInch, dotsPerInch, "one-sided", "normal") != 0
        else { return nil }
        // libcups rounds down, which is a dot less than the page has.
        header.cupsWidth = UInt32(bitmap.width)
        header.cupsHeight = UInt32(bitmap.height)
        header.cupsBytesPerLine = (header.cupsWidth * header.cupsBitsPerPixel + 7) / 8
        header.cupsInteger.0 = 1  // TotalPageCount
        return header
    }
}

/// A stream of raster; the only owner of its pointer.
private struct RasterStream: ~Copyable {
    private let raster: OpaquePointer

    /// libcups holds an unowned pointer to `output`, which the caller keeps until the stream has ended.
    init?(to output: RasterOutput) {
        let raster = cupsRasterOpenIO(
            { context, bytes, count in
                guard let context, let bytes else { return -1 }
                let output = Unmanaged<RasterOutput>.fromOpaque(context).takeUnretainedValue()
                output.bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
                return count
            }, Unmanaged.passUnretained(output).toOpaque(), CUPS_RASTER_WRITE_PWG)
        guard let raster else { return nil }
        self.raster = raster
    }

    deinit {
        cupsRasterClose(raster)
    }

    func begin(_ header: inout cups_page_header2_t) -> Bool { cupsRasterWriteHeader2(raster, &header) != 0 }

    func write(_ line: [UInt8]) -> Bool {
        var line = line
        return cupsRasterWritePixels(raster, &line, UInt32(line.count)) == line.count
    }

    /// Closes the stream, which writes what is left.
    consuming func finish() {}
}

private final class RasterOutput {
    var bytes: [UInt8] = []
}

/// Turns grey rows into black and white ones, handing each dot's error on to its neighbours (Floyd and Steinberg).
private struct RowShades {
    /// What the row above handed down, with a dot to spare on either side; in sixteenths.
    private var handedDown: [Int]

    init(width: Int) {
        handedDown = Array(repeating: 0, count: width + 2)
    }

    /// A bit for each dot, the leftmost first; a set bit is black.
    mutating func black(_ row: ArraySlice<UInt8>) -> [UInt8] {
        var bits = [UInt8](repeating: 0, count: (row.count + 7) / 8)
        var below = [Int](repeating: 0, count: handedDown.count)
        var fromLeft = 0
        for (x, dot) in row.enumerated() {
            let wanted = Int(dot) * 16 + handedDown[x + 1] + fromLeft
            let isBlack = wanted < 128 * 16
            if isBlack { bits[x / 8] |= 0x80 >> UInt8(x % 8) }
            let error = (wanted - (isBlack ? 0 : 255 * 16)) / 16
            fromLeft = error * 7
            below[x] += error * 3
            below[x + 1] += error * 5
            below[x + 2] += error
        }
        handedDown = below
        return bits
    }
}
