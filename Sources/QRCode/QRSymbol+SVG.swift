// SPDX-License-Identifier: Apache-2.0

extension QRSymbol {
    /// The symbol as an SVG picture of its own, dark on white with its quiet zone, one unit a module.
    package func svg() -> String {
        let side = width + 2 * Self.quietZone
        let dark = (0..<width).flatMap { y in
            runs(inRow: y).map {
                "M\($0.lowerBound + Self.quietZone) \(y + Self.quietZone)h\($0.count)v1h-\($0.count)z"
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" shape-rendering="crispEdges">\
            <path fill="#fff" d="M0 0h\(side)v\(side)H0z"/><path d="\(dark.joined())"/></svg>
            """
    }
}
