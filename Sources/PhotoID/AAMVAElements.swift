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
        let lines = body.split { $0 < Byte.space || $0 == Byte.pipe }
        for line in lines { read(line: line) }
        if knownLines < 3 {
            values = [:]
            readUnseparated(body)
            isUncertain = values["DDE"] == nil
        }
    }

    subscript(id: String) -> String? { values[id] }
}

extension AAMVAElements {
    /// Whether bytes without any header can be nothing but a licence whose beginning got lost.
    func looksLikeLicence(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 40, bytes.count(where: { Byte.isDigit($0) }) >= 8 else { return false }
        return knownLines >= 4 || (bytes.starts(with: Array("DL".utf8)) && !values.isEmpty)
    }
}

// MARK: - One element a line

extension AAMVAElements {
    private mutating func read(line: ArraySlice<UInt8>) {
        var line = line.drop { $0 == Byte.space }
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

    private static func isSubfileType(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: Array("DL".utf8)) || line.starts(with: Array("ID".utf8))
    }

    /// Elements are DAA to DDZ; jurisdictions' own ones begin with Z.
    private static func isElement(_ line: ArraySlice<UInt8>) -> Bool {
        let id = Array(line.prefix(3))
        guard id.count == 3, Byte.isLetter(id[2]) else { return false }
        return id[0] == UInt8(ascii: "D") && id[1] >= UInt8(ascii: "A") && id[1] <= UInt8(ascii: "D")
    }
}

// MARK: - All in one line

extension AAMVAElements {
    private static let longestName = 100

    /// Reads elements that follow each other with blanks or nothing between them.
    ///
    /// A name may contain what looks like an element ("HADDAD" ends in DAD). So each name ends only at one of the
    /// elements that do follow it in practice.
    private mutating func readUnseparated(_ body: ArraySlice<UInt8>) {
        let body = Array(body)
        let afterName = [
            "DCA", "DCU", "DCB", "DCD", "DBA", "DBB", "DBC", "DBD", "DAY", "DAU", "DAG", "DAQ", "DAR", "DCF",
        ]
        let successors: [(id: String, flag: String?, ends: [String])] = [
            ("DCS", "DDE", ["DCT", "DAC"]), ("DCT", nil, afterName), ("DAC", "DDF", ["DAD", "DDE"] + afterName),
            ("DAD", "DDG", ["DCU"] + afterName), ("DAA", nil, ["DAG", "DAB", "DAC", "DAR"] + afterName),
            ("DCU", nil, ["DAC", "DAG"] + afterName),
        ]
        for (id, flag, ends) in successors {
            guard let start = start(of: id, in: body) else { continue }
            let rest = body[start..<min(body.count, start + AAMVAElements.longestName)]
            // A truncation flag is a surer end than an element whose letters names contain.
            let end =
                flag.flatMap { rest.position(after: $0, from: start) }
                ?? ends.compactMap { rest.position(after: $0, from: start) }.min()
            keep(end.map { rest[..<($0 - 3)] } ?? rest, for: id)
        }
        for flag in ["DDE", "DDF", "DDG"] {
            guard let start = body.position(after: flag, from: 0), start < body.count else { continue }
            keep(body[start..<(start + 1)], for: flag)
        }
    }

    /// Given and middle names are looked for behind the family name, whose letters may look like their element.
    private func start(of id: String, in body: [UInt8]) -> Int? {
        var from = 0
        if id == "DAC" || id == "DAD", let family = body.position(after: "DCS", from: 0) {
            from = body.position(after: "DDE", from: family) ?? family
            if id == "DAD" {
                from = body.position(after: "DDF", from: from) ?? body.position(after: "DAC", from: from) ?? from
            }
        }
        return body.position(after: id, from: from) ?? (from > 0 ? body.position(after: id, from: 0) : nil)
    }
}
