// SPDX-License-Identifier: Apache-2.0

import QRCode
import Testing

struct QRSymbolTests {
    @Test func `writes a badge's 117 characters as version 5`() throws {
        #expect(try QRSymbol(encoding: String(repeating: "A7", count: 58) + "B").width == 37)
    }

    @Test func `draws its finder patterns where they belong`() throws {
        let symbol = try QRSymbol(encoding: "LANYARD")
        for (x, y) in [(0, 0), (symbol.width - 7, 0), (0, symbol.width - 7)] {
            #expect(symbol.runs(inRow: y).contains { $0.lowerBound == x && $0.count == 7 })
            #expect(symbol[x + 3, y + 3])
            #expect(!symbol[x + 1, y + 1])
        }
    }

    @Test func `its runs are its dark modules`() throws {
        let symbol = try QRSymbol(encoding: "LANYARD")
        for y in 0..<symbol.width {
            let dark = (0..<symbol.width).filter { symbol[$0, y] }
            #expect(symbol.runs(inRow: y).flatMap { Array($0) } == dark)
        }
    }

    @Test func `fits a terminal with its quiet zone`() throws {
        let symbol = try QRSymbol(encoding: "http://localhost:8080/pair#ABCDEFGHIJ")
        let lines = symbol.terminalDrawing().split(separator: "\n")
        #expect(lines.allSatisfy { $0.count == symbol.width + 8 })
        #expect(lines.first?.allSatisfy { $0 == "█" } == true)
    }

    @Test func `refuses what no QR code holds`() {
        #expect(throws: QREncodingError.tooLong(byteCount: 5000)) {
            try QRSymbol(encoding: String(repeating: "x", count: 5000))
        }
    }
}
