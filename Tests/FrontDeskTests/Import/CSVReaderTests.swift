// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import FrontDesk

struct CSVReaderTests {
    @Test(arguments: [
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        ("a,,\n,b\n", [["a", "", ""], ["", "b"]]),
        ("\"a,b\",c", [["a,b", "c"]]),
        ("\"say \"\"hello\"\"\",b", [["say \"hello\"", "b"]]),
        ("\"one\r\ntwo\rthree\",b\nc", [["one\ntwo\nthree", "b"], ["c"]]),
        (" \"a\" , \"b\"\t,c", [["a", "b", "c"]]),
        ("Ada \"Countess\" L,b", [["Ada \"Countess\" L", "b"]]),
        ("\"\",\"\"\"\"", [["", "\""]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
        ("", []),
    ])
    func `takes a text apart`(text: String, rows: [[String]]) throws {
        #expect(try records(of: text).map(\.cells) == rows)
    }

    @Test func `counts lines whichever way they end, and those inside of quotes`() throws {
        let records = try records(of: "a\r\n\"b\r\nb\rb\nb\"\rc\nd\r\n\r\ne")
        #expect(records.map(\.line) == [1, 2, 6, 7, 8, 9])
        #expect(records.map(\.lastLine) == [1, 5, 6, 7, 8, 9])
    }

    @Test func `names the line on which a quote opens that never closes`() throws {
        let error = try #require(throws: ImportError.self) { try records(of: "a\nb,\"c\nd\ne") }
        #expect(error.code == .unterminatedQuote)
        #expect(error.line == 2)
    }

    @Test func `marks a row whose quoting cannot be trusted and goes on behind it`() throws {
        let records = try records(of: "\"Ada \"Countess\" L\",x\nb,c")
        #expect(records.map(\.hasStrayQuote) == [true, false])
        #expect(records.last?.cells == ["b", "c"])
    }

    @Test func `keeps no more cells than a list may have, and counts the others`() throws {
        let record = try #require(try records(of: String(repeating: ",", count: 100_000)).first)
        #expect(record.cells.count == ImportLimits.columns)
        #expect(record.cellCount == 100_001)
    }

    private func records(of text: String) throws -> [CSVRecord] {
        var reader = CSVReader(Array(text.utf8)[...], delimiter: UInt8(ascii: ","))
        var records: [CSVRecord] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }
}
