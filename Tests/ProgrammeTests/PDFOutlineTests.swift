// SPDX-License-Identifier: Apache-2.0

import Programme
import Testing

struct PDFOutlineTests {
    private let whole =
        Array("%PDF-1.7\n".utf8) + Array(repeating: 0x20, count: 5000) + Array("startxref\n9\n%%EOF\n".utf8)

    @Test(arguments: [1, 2, 7, 1000, 1024, 10_000])
    func `knows a PDF however it is cut into pieces`(length: Int) {
        var outline = PDFOutline()
        for start in stride(from: 0, to: whole.count, by: length) {
            outline.add(Array(whole[start..<min(whole.count, start + length)]))
            #expect(outline.canBegin)
        }
        #expect(outline.isWhole && outline.count == whole.count)
    }

    @Test func `knows that the end is missing`() {
        var outline = PDFOutline()
        outline.add(whole.dropLast(6))
        #expect(outline.canBegin && !outline.isWhole)
    }

    @Test func `gives up what is no PDF after its first kilobyte, and never before`() {
        var outline = PDFOutline()
        outline.add(Array(repeating: 0x50, count: 1023))
        #expect(outline.canBegin && !outline.isWhole)
        outline.add([0x4B])
        #expect(!outline.canBegin)
        var late = PDFOutline()
        late.add(Array(repeating: 0x0A, count: 1019) + Array("%PDF-".utf8))
        #expect(late.canBegin)
    }

    @Test func `nothing at all is no PDF`() {
        var outline = PDFOutline()
        outline.add([])
        #expect(!outline.isWhole)
    }
}
