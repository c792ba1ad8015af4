// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

struct TOMLLineIndexTests {
    private static let text = #"""
        # [not.a.table]
        title = "a # \" = [" # x = 1
        a."b c".'d"e' = 'C:\' # "

        [tool.lanyard] # header
        text = """
        [[places]]
        id = "\""" "" """""
        raw = '''
        x = 1 ' ''
        '''
        list = [ 1, # one
          [2, "]"],

          { x = 1, y.z = [
            3 ] }, 4
        ]

        [[places]]
        id = 1
        [places.stairs]
        up = true
        [[places.doors]]
        id = 1
        [[places.doors]]
        id = 2
        [[ places ]]
        date = 2016-10-07
        "\u00e4" = 1
        """#

    @Test(arguments: [
        ("title", 2), (#"a."b c"."d"e""#, 3), ("tool.lanyard", 5), ("tool.lanyard.text", 6),
        ("tool.lanyard.raw", 9), ("tool.lanyard.list", 12), ("tool.lanyard.list[0]", 12),
        ("tool.lanyard.list[1]", 13), ("tool.lanyard.list[1][1]", 13), ("tool.lanyard.list[2].x", 15),
        ("tool.lanyard.list[2].y.z[0]", 16), ("tool.lanyard.list[3]", 16), ("places", 19), ("places[0]", 19),
        ("places[0].id", 20), ("places[0].stairs.up", 22), ("places[0].doors[0].id", 24),
        ("places[0].doors[1]", 25), ("places[0].doors[1].id", 26), ("places[1]", 27), ("places[1].date", 28),
        ("places[1].\"ä\"", 29),
    ])
    func `finds every value`(path: String, line: Int) throws {
        let document = try TOMLDocument(parsing: Array(Self.text.utf8))
        let place = try #require(document.paths.first { $0.description == path })
        #expect(document.lines.line(of: place) == line)
    }

    @Test func `falls back on what is around a value that is missing`() {
        let index = TOMLLineIndex(Self.text)
        let places = TOMLPath().appending("places")
        #expect(index.line(of: places.appending(1).appending("capacity")) == 27)
        #expect(index.line(of: TOMLPath().appending("printers")) == nil)
    }

    @Test func `survives any text whatever`() {
        var state: UInt64 = 16
        let alphabet = Array("[[]]{}=.,#\"'\\\n ab1".utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<40).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return alphabet[Int(state >> 33) % alphabet.count]
            }
            _ = TOMLLineIndex(String(decoding: bytes, as: UTF8.self))
            // Refusing is an answer, too; only a crash is none.
            _ = try? TOMLDocument(parsing: bytes)
        }
        _ = TOMLLineIndex("a=" + String(repeating: "[", count: 100_000))
        _ = TOMLLineIndex(String(repeating: "a.", count: 3_000))
    }
}

extension TOMLDocument {
    /// The ways to all tables, list items and values.
    fileprivate var paths: [TOMLPath] {
        func paths(to node: TOMLNode, at path: TOMLPath) -> [TOMLPath] {
            switch node {
            case .table(let table): [path] + table.flatMap { paths(to: $1, at: path.appending($0)) }
            case .list(let nodes): [path] + nodes.enumerated().flatMap { paths(to: $1, at: path.appending($0)) }
            default: [path]
            }
        }
        return paths(to: .table(root), at: TOMLPath())
    }
}
