// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Appliance

struct TraceSearchTests {
    private let search = TraceSearch(["Bähr", "ada@example.org", "欧阳俊宇", "Zwetschgenmus"])

    @Test(
        arguments: [
            "xxBÄHRxx", "bähr", "\0\u{1}ADA@Example.ORG\u{7F}", "..欧阳俊宇..", "ZWETSCHGENMUS", "zwetschgenmus",
        ])
    func `finds a word however it is cased and whatever stands around it`(text: String) {
        #expect(search.words(in: Array(text.utf8)).count == 1)
        for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
            let bytes = Array(text.data(using: encoding) ?? Data())
            #expect(search.words(in: bytes).count == 1)
            // Also where the first of two bytes is another text's.
            #expect(search.words(in: [0x41] + bytes).count == 1)
        }
    }

    @Test(arguments: ["", "B", "Bäh", "ada@example.or", "Zwetschgenmu", "欧阳俊", "Bahr"])
    func `finds nothing where a piece of a word stands`(text: String) {
        #expect(search.words(in: Array(text.utf8)).isEmpty)
    }

    @Test func `finds what two readings of a file cut apart`() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "lanyard-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let search = TraceSearch(["Zwetschgenmus"], piece: 64)
        for shift in 0...13 {
            let data = Data(repeating: 0, count: 128 - shift) + Data("Zwetschgenmus".utf8)
            try data.write(to: file)
            #expect(try search.words(inFile: file.path) == [0], "\(shift)")
        }
    }

    @Test func `a search for nothing finds nothing`() {
        #expect(TraceSearch([String]()).words(in: Array("anything".utf8)).isEmpty)
    }
}
