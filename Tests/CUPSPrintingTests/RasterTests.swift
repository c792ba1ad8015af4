// SPDX-License-Identifier: Apache-2.0

import CUPSPrinting
import Foundation
import Printing
import Testing

/// Printers that take no PDF: real ones that keep the raster they get, read by a decoder of the test's own.
@Suite(.serialized) struct RasterTests {
    /// White, with a black corner at the top left: 40 dots wide and 20 high.
    private func page(width: Int, height: Int, dotsPerInch: Int) throws -> GreyBitmap {
        var dots = [UInt8](repeating: 255, count: width * height)
        for y in 0..<20 { for x in 0..<40 { dots[y * width + x] = 0 } }
        return try #require(GreyBitmap(width: width, height: height, dotsPerInch: dotsPerInch, dots: dots))
    }

    private func print(_ page: GreyBitmap, on real: RealPrinter) async throws -> PWGPage {
        let printer = try real.client()
        let form = try await printer.wantedForm()
        #expect(form == .bitmap(dotsPerInch: page.dotsPerInch))
        let name = UUID().uuidString
        let job = try await printer.submit(
            PrintDocument(jobName: name, content: .bitmap(page), widthInMillimetres: 86, heightInMillimetres: 54))
        while case .underWay = try await printer.observe(job, named: name) {}
        let paper = try #require(try real.printed("pwg").first)
        return try #require(PWGPage(paper))
    }

    @Test func `a printer without PDF gets the very dots`() async throws {
        let page = try page(width: 1016, height: 638, dotsPerInch: 300)
        let printed = try await print(page, on: try RealPrinter(kind: "raster-printer"))
        #expect((printed.width, printed.height, printed.bitsPerPixel) == (1016, 638, 8))
        #expect(printed.resolution == [300, 300])
        #expect(Array(printed.lines.joined()) == page.dots)
    }

    @Test func `one that prints black alone, on labels that lie across, gets the page turned`() async throws {
        let page = try page(width: 687, height: 432, dotsPerInch: 203)
        let printed = try await print(page, on: try RealPrinter(kind: "bitmap-printer"))
        #expect((printed.width, printed.height, printed.bitsPerPixel) == (432, 687, 1))
        // The corner at the top left is at the top right after a quarter turn clockwise: 20 wide and 40 high.
        let black = (0..<687).map { y in (0..<432).filter { printed.lines[y][$0 / 8] & (0x80 >> UInt8($0 % 8)) != 0 } }
        #expect(black[0..<40].allSatisfy { $0 == Array(412..<432) })
        #expect(black[40...].allSatisfy { $0.isEmpty })
    }

    @Test func `one that takes neither says what it takes`() async throws {
        let real = try RealPrinter(kind: "picture-printer")
        let printer = try real.client()
        let error = await #expect(throws: PrinterError.self) { try await printer.wantedForm() }
        #expect(error?.reason == .documentRefused)
        #expect(error?.code == .notNow)
        #expect(error?.message.contains("image/urf, image/jpeg") == true)
    }

    @Test func `a PDF that lies across the paper is asked for on the paper as it lies`() async throws {
        let real = try RealPrinter(kind: "card-printer")
        let printer = try real.client()
        #expect(try await printer.wantedForm() == .pdf)
        // This printer refuses paper of 148 × 105 mm, whatever the request says of fidelity.
        _ = try await printer.submit(
            PrintDocument(
                jobName: UUID().uuidString, content: .pdf(Array("%PDF".utf8)), widthInMillimetres: 148,
                heightInMillimetres: 105))
    }

    @Test func `labels of another size are found out before anything is handed over`() async throws {
        let real = try RealPrinter(kind: "other-labels")
        let printer = try real.client()
        _ = try await printer.wantedForm()
        func submit(_ width: Double, _ height: Double) async throws -> PrinterJobNumber {
            try await printer.submit(
                PrintDocument(
                    jobName: UUID().uuidString, content: .pdf(Array("%PDF".utf8)), widthInMillimetres: width,
                    heightInMillimetres: height))
        }
        let error = await #expect(throws: PrinterError.self) { try await submit(86, 54) }
        #expect(error?.reason == .wrongMedia)
        #expect(error?.code == .notNow)
        _ = try await submit(29.5, 61.5)
    }
}

/// One page of PWG raster, decoded.
private struct PWGPage {
    let width: Int
    let height: Int
    let bitsPerPixel: Int
    let resolution: [Int]
    let lines: [[UInt8]]

    /// `nil` unless `data` is a whole page (PWG 5102.4, 4).
    init?(_ data: Data) {
        let bytes = [UInt8](data)
        func number(_ offset: Int) -> Int { bytes[(4 + offset)..<(8 + offset)].reduce(0) { $0 << 8 | Int($1) } }
        guard bytes.starts(with: Array("RaS2".utf8)), bytes.count > 1800 else { return nil }
        (width, height, bitsPerPixel) = (number(372), number(376), number(388))
        resolution = [number(276), number(280)]
        let unit = max(1, bitsPerPixel / 8)
        var position = 1800
        var lines: [[UInt8]] = []
        while lines.count < height, position < bytes.count {
            let repeats = Int(bytes[position]) + 1
            position += 1
            var line: [UInt8] = []
            while line.count < number(392), position < bytes.count {
                let code = Int(bytes[position])
                let isRun = code < 128
                let length = unit * (isRun ? 1 : 257 - code)
                guard position + length < bytes.count else { return nil }
                let part = bytes[(position + 1)...(position + length)]
                for _ in 0..<(isRun ? code + 1 : 1) { line += part }
                position += 1 + length
            }
            lines += Array(repeating: line, count: repeats)
        }
        guard lines.count == height, position == bytes.count else { return nil }
        self.lines = lines
    }
}
