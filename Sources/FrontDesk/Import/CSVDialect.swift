// SPDX-License-Identifier: Apache-2.0

/// How a file separates its cells.
enum CSVDialect {
    /// What lists are separated with, the likeliest first.
    static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), CSVByte.tab]

    /// The delimiter that a first line such as `sep=;` names, and the text after that line.
    ///
    /// Spreadsheet programs write that line for themselves; it is no row.
    static func separatorHint(in text: ArraySlice<UInt8>) -> (delimiter: UInt8, rest: ArraySlice<UInt8>)? {
        let isLineEnd = { (byte: UInt8) in byte == CSVByte.lineFeed || byte == CSVByte.carriageReturn }
        let end = text.firstIndex(where: isLineEnd) ?? text.endIndex
        guard end - text.startIndex <= 16 else { return nil }
        let line = text[..<end].filter { $0 != CSVByte.quote }
        let allowed = delimiters + [UInt8(ascii: "|")]
        guard line.count == 5, String(decoding: line.dropLast(), as: UTF8.self).lowercased() == "sep=",
            let delimiter = line.last, allowed.contains(delimiter)
        else { return nil }
        let lineEnd = text[end...].starts(with: [CSVByte.carriageReturn, CSVByte.lineFeed]) ? 2 : 1
        return (delimiter, text[end...].dropFirst(lineEnd))
    }
}
