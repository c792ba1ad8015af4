// SPDX-License-Identifier: Apache-2.0

import Printing
import Testing

struct DocumentFormatsTests {
    private func raster(_ resolutions: [Int], _ dots: [RasterDots] = [.grey]) -> DocumentFormats {
        DocumentFormats(types: ["image/pwg-raster"], rasterResolutions: resolutions, rasterDots: dots)
    }

    @Test func `PDF goes before raster, and to a printer that does not say`() {
        var both = raster([300])
        both.types.append("application/pdf")
        #expect(both.preferredForm == .pdf)
        #expect(DocumentFormats().preferredForm == .pdf)
    }

    @Test(arguments: [
        ([203, 300, 600], 300), ([203, 360, 600], 360), ([1200, 600], 600), ([180, 203], 203), ([150], 150),
    ])
    func `takes 300 dots an inch, or the next finer, or the finest`(offered: [Int], chosen: Int) {
        #expect(raster(offered).preferredForm == .bitmap(dotsPerInch: chosen))
    }

    @Test func `nothing can be made without a resolution, a kind of dots or a format of ours`() {
        #expect(raster([]).preferredForm == nil)
        #expect(raster([300], []).preferredForm == nil)
        #expect(DocumentFormats(types: ["image/urf"]).preferredForm == nil)
    }

    @Test func `a badge fits labels that lie across, and that are a little off`() {
        let badge = MediaSize(width: 86, height: 54)
        func status(_ ready: [MediaSize]?) -> PrinterStatus {
            PrinterStatus(state: .idle, reasons: [], acceptsJobs: true, readySizes: ready)
        }
        #expect(status([MediaSize(width: 54.9, height: 85.2)]).hasReady(badge))
        #expect(status([MediaSize(width: 62, height: 29), badge]).hasReady(badge))
        #expect(!status([MediaSize(width: 62, height: 29)]).hasReady(badge))
        #expect(!status([MediaSize(width: 86, height: 55.5)]).hasReady(badge))
        #expect(status(nil).hasReady(badge))
    }
}
