// SPDX-License-Identifier: Apache-2.0

/// One row of cells, and the lines on which it stands.
struct CSVRecord: Equatable {
    var cells: [String] = []
    /// How many cells the row has, also those beyond the limit, which are not kept.
    var cellCount = 0
    var line: Int
    var lastLine: Int
    /// Whether text follows the closing quotation mark of a cell, so that nobody can tell where the cell ends.
    var hasStrayQuote = false

    var isBlank: Bool { !hasStrayQuote && cellCount == cells.count && cells.allSatisfy(\.isBlank) }
}

enum CSVByte {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
}

/// Takes rows off the front of a text, one at a time, as RFC 4180 has them and as lists really hold them.
///
/// Lines end with CR LF, LF or CR; blanks around a quoted cell are dropped; a row may have any number of cells.
struct CSVReader {
    private let text: ArraySlice<UInt8>
    private let delimiter: UInt8
    private var index: Int
    private var line: Int

    init(_ text: ArraySlice<UInt8>, delimiter: UInt8, line: Int = 1) {
        self.text = text
        self.delimiter = delimiter
        self.line = line
        index = text.startIndex
    }

    /// The next row, or `nil` at the end of the text.
    mutating func next() throws(ImportError) -> CSVRecord? {
        guard index < text.endIndex else { return nil }
        var record = CSVRecord(line: line, lastLine: line)
        repeat {
            let cell = try nextCell(of: &record)
            record.cellCount += 1
            if record.cells.count < ImportLimits.columns { record.cells.append(cell) }
        } while takeDelimiter()
        record.lastLine = line
        takeLineEnd()
        return record
    }

    private var current: UInt8? { index < text.endIndex ? text[index] : nil }

    private var isAtEndOfCell: Bool {
        guard let current else { return true }
        return current == delimiter || current == CSVByte.lineFeed || current == CSVByte.carriageReturn
    }

    private mutating func takeDelimiter() -> Bool {
        guard current == delimiter else { return false }
        index += 1
        return true
    }

    private mutating func takeLineEnd() {
        guard let end = current else { return }
        index += 1
        if end == CSVByte.carriageReturn, current == CSVByte.lineFeed { index += 1 }
        line += 1
    }

    private mutating func skipBlanks() {
        while let current, current != delimiter, current == CSVByte.space || current == CSVByte.tab { index += 1 }
    }

    private mutating func nextCell(of record: inout CSVRecord) throws(ImportError) -> String {
        let start = index
        skipBlanks()
        guard current == CSVByte.quote else { return takePlainText(from: start) }
        let cell = try takeQuotedText()
        skipBlanks()
        if !isAtEndOfCell {
            record.hasStrayQuote = true
            _ = takePlainText(from: index)
        }
        return cell
    }

    private mutating func takePlainText(from start: Int) -> String {
        while !isAtEndOfCell { index += 1 }
        return String(decoding: text[start..<index], as: UTF8.self)
    }

    private mutating func takeQuotedText() throws(ImportError) -> String {
        let openedOn = line
        var cell: [UInt8] = []
        index += 1
        while let byte = current {
            if byte == CSVByte.lineFeed || byte == CSVByte.carriageReturn {
                takeLineEnd()
                cell.append(CSVByte.lineFeed)
                continue
            }
            index += 1
            if byte == CSVByte.quote {
                guard current == CSVByte.quote else { return String(decoding: cell, as: UTF8.self) }
                index += 1
            }
            cell.append(byte)
        }
        throw ImportError(
            .unterminatedQuote, line: openedOn,
            "A quotation mark opens a cell here and no other closes it. Close it, or remove it.")
    }
}
