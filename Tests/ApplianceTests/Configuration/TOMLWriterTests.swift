// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Appliance

struct TOMLWriterTests {
    @Test func `writes what it read`() throws {
        let text = """
            title = "a \\"b\\" \\\\ c\\n\\t\\u0001 é"
            numbers = [1, -2, 3.5]
            day = 2016-10-07
            noon = 12:00:00
            [one]
            yes = true
            [one.inner]
            list = [{a = 1}, 2]
            [[many]]
            id = "x"
            [many.deep]
            k = "v"
            [[many]]
            id = "y"
            """
        let root = try TOMLDocument(parsing: Array(text.utf8)).root
        let written = TOMLWriter.document(root)
        #expect(try TOMLDocument(parsing: Array(written.utf8)).root == root)
    }

    @Test func `the sample event is the same once written again`() throws {
        let file = try SharedFiles().eventTemplates.appending(path: "socml16/event.toml")
        let bytes = Array(try Data(contentsOf: file))
        let written = TOMLWriter.document(try TOMLDocument(parsing: bytes).root)
        #expect(try EventFile(parsing: Array(written.utf8)) == EventFile(parsing: bytes))
    }
}
