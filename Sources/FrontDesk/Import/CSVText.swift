// SPDX-License-Identifier: Apache-2.0

/// Turns a file's bytes into UTF-8 without a byte order mark.
///
/// A file in another encoding is refused. Windows-1252 could be decoded from any bytes whatever, but so could
/// Windows-1250 or Shift-JIS, and a wrong guess prints a wrong name on a badge without anybody being told.
enum CSVText {
    static func utf8(of bytes: [UInt8]) throws(ImportError) -> ArraySlice<UInt8> {
        guard bytes.count <= ImportLimits.bytes else {
            throw ImportError(.tooLarge, "The file is larger than \(ImportLimits.bytes / 1_000_000) MB.")
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf8(ofUTF16: bytes.dropFirst(2), lowByteFirst: true) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf8(ofUTF16: bytes.dropFirst(2), lowByteFirst: false) }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw ImportError(.notText, "The file is a spreadsheet, not a CSV file. \(advice)")
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        if let zero = text.firstIndex(of: 0) { throw notText(line: line(of: zero, in: text)) }
        if let bad = UTF8Validation.firstInvalidIndex(in: text) {
            throw ImportError(.notUnicode, line: line(of: bad, in: text), "The text is not UTF-8. \(advice)")
        }
        return text
    }

    private static let advice = "Open it in the spreadsheet program and save it as “CSV UTF-8”."

    private static func notText(line: Int) -> ImportError {
        ImportError(.notText, line: line, "The file is not text. \(advice)")
    }

    private static func utf8(ofUTF16 bytes: ArraySlice<UInt8>, lowByteFirst: Bool) throws(ImportError)
        -> ArraySlice<UInt8>
    {
        let pairs = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2)
        let units = pairs.map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return lowByteFirst ? second << 8 | first : first << 8 | second
        }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        let isBroken = transcode(
            units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true, into: { text.append($0) })
        guard !isBroken, bytes.count.isMultiple(of: 2) else {
            throw ImportError(
                .notUnicode, line: line(of: text.endIndex, in: text[...]), "The text is broken. \(advice)")
        }
        if let zero = text.firstIndex(of: 0) { throw notText(line: line(of: zero, in: text[...])) }
        return text[...]
    }

    /// The number of the line that holds the byte at `index`, whichever way lines end.
    private static func line(of index: Int, in text: ArraySlice<UInt8>) -> Int {
        var line = 1
        var previous: UInt8 = 0
        for byte in text[..<index] {
            if byte == CSVByte.lineFeed, previous != CSVByte.carriageReturn { line += 1 }
            if byte == CSVByte.carriageReturn { line += 1 }
            previous = byte
        }
        return line
    }
}

enum UTF8Validation {
    /// Where the first sequence begins that is not UTF-8, or `nil`.
    static func firstInvalidIndex(in bytes: ArraySlice<UInt8>) -> Int? {
        var decoder = UTF8.ForwardParser()
        var index = bytes.startIndex
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let scalar): index += scalar.count
            case .emptyInput: return nil
            case .error: return index
            }
        }
    }
}
