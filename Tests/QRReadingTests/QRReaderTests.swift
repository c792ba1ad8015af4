// SPDX-License-Identifier: Apache-2.0

import QRCode
import QRReading
import Testing

struct QRReaderTests {
    private let reader = QRReader()

    @Test(arguments: [2, 4, 8])
    func `reads a code of a badge's size`(dotsAModule: Int) async throws {
        let text = String(repeating: "LANYARD234567", count: 9)
        let frame = try #require(try Scene(640, 480).with(text, at: (40, 30), scale: dotsAModule).frame)
        #expect(try await reader.texts(in: frame) == [text])
    }

    @Test func `reads all codes of a picture`() async throws {
        let scene = try Scene(640, 480).with("ONE", at: (20, 20), scale: 5).with("OTHER", at: (300, 200), scale: 5)
        let texts = try await reader.texts(in: try #require(scene.frame))
        #expect(Set(texts ?? []) == ["ONE", "OTHER"])
    }

    @Test func `sees nothing in an even picture`() async throws {
        for grey in [0, 127, 255] as [UInt8] {
            let frame = try #require(Scene(640, 480, grey: grey).frame)
            #expect(try await reader.texts(in: frame) == [])
        }
    }

    @Test func `takes noise of any size, and codes that are cut and dotted`() async throws {
        var random = SystemRandomNumberGenerator()
        for round in 0..<60 {
            let side = GreyFrame.shortestSide...400
            let (width, height) = (Int.random(in: side, using: &random), Int.random(in: side, using: &random))
            var scene = Scene(width, height)
            if round.isMultiple(of: 2) { scene = try scene.with("HALF OF THIS IS GONE", at: (-20, 10), scale: 4) }
            for _ in 0..<(width * height / 4) {
                scene.luma[Int.random(in: 0..<(width * height), using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            let frame = try #require(scene.frame)
            #expect(try await reader.texts(in: frame) != nil)
        }
    }

    @Test func `turns away what comes while enough waits`() async throws {
        let reader = QRReader(mostWaiting: 2)
        let frame = try #require(Scene(1024, 1024).frame)
        let answers = try await withThrowingTaskGroup(of: [String]?.self) { group in
            for _ in 0..<64 { group.addTask { try await reader.texts(in: frame) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 64)
        #expect(answers.contains { $0 != nil })
        // And it takes pictures again when they are gone.
        #expect(try await reader.texts(in: frame) == [])
    }

    @Test func `looks at nothing when none may wait`() async throws {
        let frame = try #require(Scene(64, 64).frame)
        #expect(try await QRReader(mostWaiting: 0).texts(in: frame) == nil)
    }
}

/// A picture to draw codes into.
private struct Scene {
    let width: Int
    let height: Int
    var luma: [UInt8]

    init(_ width: Int, _ height: Int, grey: UInt8 = 200) {
        self.width = width
        self.height = height
        luma = [UInt8](repeating: grey, count: width * height)
    }

    var frame: GreyFrame? { GreyFrame(width: width, height: height, luma: luma) }

    /// The picture with a code in it; what lies outside is cut off.
    func with(_ text: String, at corner: (x: Int, y: Int), scale: Int) throws -> Scene {
        let symbol = try QRSymbol(encoding: text)
        let quiet = QRSymbol.quietZone
        var scene = self
        for y in 0..<((symbol.width + 2 * quiet) * scale) {
            for x in 0..<((symbol.width + 2 * quiet) * scale) {
                let (column, row) = (x / scale - quiet, y / scale - quiet)
                let inside = 0..<symbol.width
                let isDark = inside.contains(column) && inside.contains(row) && symbol[column, row]
                let (left, top) = (corner.x + x, corner.y + y)
                guard (0..<width).contains(left), (0..<height).contains(top) else { continue }
                scene.luma[top * width + left] = isDark ? 20 : 240
            }
        }
        return scene
    }
}
