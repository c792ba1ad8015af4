// SPDX-License-Identifier: Apache-2.0

import Foundation
import Programme
import QRReading

@testable import KioskHTTP

/// A request's body, as doors send it; others are read by the same decoder.
let json = Parser("json") { bytes in
    guard let body = try? JSONDecoder().decode(ScanRequestWire.self, from: Data(bytes)) else { return }
    for item in body.scans { _ = try? item.scan(at: nil, letInBy: nil) }
}

/// What is handed in as a poster, in parts as they may come.
let document = Parser("document") { bytes in
    var (whole, parts) = (PDFOutline(), PDFOutline())
    whole.add(Array(bytes))
    let size = Int(bytes.first ?? 0) + 1
    for start in stride(from: 0, to: bytes.count, by: size) {
        parts.add(Array(bytes[start..<min(start + size, bytes.count)]))
    }
    precondition(whole.isWhole == parts.isWhole && whole.canBegin == parts.canBegin, "The parts make a difference.")
}

/// A camera's picture, up to what it holds.
let frame = Parser("frame", mostMilliseconds: 500) { bytes in
    guard let frame = GreyFrame(parsing: bytes) else { return }
    precondition(frame.luma.count == frame.width * frame.height, "A picture of another size.")
}
