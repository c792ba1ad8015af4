// SPDX-License-Identifier: Apache-2.0

import QRCode
import Testing

struct QRSymbolSVGTests {
    /// What the path says is dark, painted anew on a grid.
    private func painted(_ svg: String, side: Int) throws -> [[Bool]] {
        var grid = Array(repeating: Array(repeating: false, count: side), count: side)
        for match in svg.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
            let (x, y) = (try #require(Int(match.1)), try #require(Int(match.2)))
            let count = try #require(Int(match.3))
            #expect(match.3 == match.4)
            for column in x..<(x + count) { grid[y][column] = true }
        }
        return grid
    }

    @Test func `draws every module, and white around them`() throws {
        let symbol = try QRSymbol(encoding: "https://lanyard.example.org:8443/s/0c6b1f6e-8d3e-4a6e-9a57-6f0f5a0b7c11")
        let quiet = QRSymbol.quietZone
        let side = symbol.width + 2 * quiet
        let svg = symbol.svg()
        #expect(svg.contains("viewBox=\"0 0 \(side) \(side)\""))
        let grid = try painted(svg, side: side)
        for (y, row) in grid.enumerated() {
            for (x, isDark) in row.enumerated() {
                let isInside =
                    (quiet..<(quiet + symbol.width)).contains(x) && (quiet..<(quiet + symbol.width)).contains(y)
                #expect(isDark == (isInside && symbol[x - quiet, y - quiet]))
            }
        }
    }
}
