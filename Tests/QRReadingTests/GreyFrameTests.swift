// SPDX-License-Identifier: Apache-2.0

import QRReading
import Testing

struct GreyFrameTests {
    private func body(_ width: Int, _ height: Int, pixels: Int) -> [UInt8] {
        [UInt8(width >> 8), UInt8(width & 255), UInt8(height >> 8), UInt8(height & 255)]
            + [UInt8](repeating: 7, count: pixels)
    }

    @Test func `reads a picture and what it consists of`() throws {
        let frame = try #require(GreyFrame(parsing: body(640, 480, pixels: 640 * 480)))
        #expect((frame.width, frame.height) == (640, 480))
        #expect(frame.luma.allSatisfy { $0 == 7 })
        #expect("\(frame)" == "640 × 480 pixels")
    }

    @Test(arguments: [
        (640, 480, 640 * 480 - 1), (640, 480, 640 * 480 + 1), (640, 480, 0), (0, 0, 0), (31, 480, 31 * 480),
        (640, 31, 640 * 31), (1281, 480, 1281 * 480), (65_535, 65_535, 5000), (1280, 1280, 1280 * 1280),
        (480, 640, 640 * 481),
    ])
    func `refuses sizes that are wrong or too large`(width: Int, height: Int, pixels: Int) {
        #expect(GreyFrame(parsing: body(width, height, pixels: pixels)) == nil)
    }

    @Test func `takes the largest picture there may be`() {
        #expect(body(1280, 819, pixels: 1280 * 819).count <= GreyFrame.mostBytes)
        #expect(GreyFrame(parsing: body(1280, 819, pixels: 1280 * 819)) != nil)
        #expect(GreyFrame(parsing: body(1024, 1024, pixels: 1024 * 1024)) != nil)
    }

    @Test func `makes something or nothing of any few bytes`() {
        var random = SystemRandomNumberGenerator()
        for length in 0..<2000 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            guard let frame = GreyFrame(parsing: bytes) else { continue }
            #expect(frame.luma.count == frame.width * frame.height && frame.luma.count == length - 4)
        }
    }
}
