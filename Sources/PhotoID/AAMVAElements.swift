// SPDX-License-Identifier: Apache-2.0

/// The elements of a licence that carry names, found with or without the separators between them.
struct AAMVAElements {
    private var values: [String: String] = [:]
    private var knownLines = 0
    /// Whether nothing but the letters themselves said where a name ends.
    private(set) var isUncertain = false

    /// The elements whose values are read; all others are left where they are.
    private static let names: Set<String> = [
        "DAA", "DAB", "DAC", "DAD", "DAE", "DCS", "DCT", "DCU", "DDE", "DDF", "DDG",
    ]

    init(_ body: ArraySlice<UInt8>) {
        readLines(body)
        if knownLines < 3, let broken = AAMVALineBreaks.restored(in: body) { readLines(broken[...]) }
        if knownLines < 3 {
            values = [:]
            for (id, value) in UnseparatedAAMVA(body).values { keep(value, for: id) }
            isUncertain = values["DDE"] == nil
        }
    }

    subscript(id: String) -> String? { values[id] }
}

extension AAMVAElements {
    /// Whether bytes without any header can be nothing but a licence whose beginning got lost.
    func looksLikeLicence(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 40, bytes.count(where: { Byte.isDigit($0) }) >= 8 else { return false }
        return knownLines >= 4 || (bytes.starts(with: "DL".utf8) && !values.isEmpty)
    }
}

// MARK: - One element a line

extension AAMVAElements {
    private mutating func readLines(_ body: ArraySlice<UInt8>) {
        values = [:]
        knownLines = 0
        for line in body.split(whereSeparator: { $0 < Byte.space || $0 == Byte.pipe }) { read(line: line) }
    }

    private mutating func read(line: ArraySlice<UInt8>) {
        var line = line.drop { $0 == Byte.space }
        if line.prefix(6).contains(where: { $0 >= 0x80 }) {
            // Remains of a subfile's edge stand in or before the element's letters.
            line = (line.prefix(6).filter { $0 < 0x80 } + line.dropFirst(6))[...]
        }
        // A subfile repeats its type in front of its first element: "DLDAQ…".
        if AAMVAElements.isSubfileType(line), AAMVAElements.isElement(line.dropFirst(2)) { line = line.dropFirst(2) }
        guard AAMVAElements.isElement(line) else { return }
        knownLines += 1
        keep(line.dropFirst(3), for: line.prefix(3).text)
    }

    private mutating func keep(_ value: ArraySlice<UInt8>, for id: String) {
        guard AAMVAElements.names.contains(id), values[id] == nil else { return }
        values[id] = value.text
    }

    static func isSubfileType(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: "DL".utf8) || line.starts(with: "ID".utf8)
    }

    /// Elements are DAA to DDZ; jurisdictions' own ones begin with Z.
    static func isElement(_ line: ArraySlice<UInt8>) -> Bool {
        let id = Array(line.prefix(3))
        guard id.count == 3, Byte.isLetter(id[2]) else { return false }
        return id[0] == UInt8(ascii: "D") && id[1] >= UInt8(ascii: "A") && id[1] <= UInt8(ascii: "D")
    }
}
