// SPDX-License-Identifier: Apache-2.0

/// A licence's names where its elements follow each other with blanks or nothing between them.
///
/// A name may contain what looks like an element ("HADDAD" ends in DAD). So each name ends only at one of the elements
/// that do follow it in practice, and at some of these only if their value follows too.
struct UnseparatedAAMVA {
    private(set) var values: [String: ArraySlice<UInt8>] = [:]

    private static let longestName = 100

    init(_ body: ArraySlice<UInt8>) {
        let body = Array(body)
        for (id, flag, ends) in UnseparatedAAMVA.successors {
            guard let start = UnseparatedAAMVA.start(of: id, in: body) else { continue }
            values[id] = UnseparatedAAMVA.value(in: body, from: start, flag: flag, ends: ends)
        }
        for flag in ["DDE", "DDF", "DDG"] {
            guard let start = body.position(after: flag, from: 0), start < body.count else { continue }
            values[flag] = body[start..<(start + 1)]
        }
    }
}

extension UnseparatedAAMVA {
    private static let afterName = [
        "DCU", "DCA", "DCB", "DCD", "DCF", "DCG", "DBA", "DBB", "DBC", "DBD", "DAY", "DAU", "DAG", "DAQ", "DAR",
    ]

    private static let successors: [(id: String, flag: String?, ends: [String])] = [
        (
            "DCS", "DDE",
            ["DDE", "DCT", "DAC", "DAD", "DCH", "DCI", "DCJ", "DCK", "DCL", "DCM", "DCN", "DCO", "DCP", "DCQ", "DCR"]
                + afterName
        ),
        ("DCT", "DDF", ["DCS"] + afterName), ("DAC", "DDF", ["DAD", "DDE", "DCS"] + afterName),
        ("DAD", "DDG", ["DCS", "DAE"] + afterName), ("DAA", nil, ["DAB", "DAC"] + afterName),
        ("DAB", nil, ["DAC", "DAD", "DAE"] + afterName), ("DCU", nil, ["DAC"] + afterName),
        ("DAE", nil, ["DAF"] + afterName),
    ]

    private static func value(in body: [UInt8], from start: Int, flag: String?, ends: [String]) -> ArraySlice<UInt8> {
        let rest = body[start..<min(body.count, start + longestName)]
        // A truncation flag is a surer end than an element whose letters names contain.
        if let flag, let end = rest.position(after: flag, from: start), isFlag(body, behind: end),
            !rest[..<end].contains(where: { Byte.isDigit($0) })
        {
            return rest[..<(end - 3)]
        }
        let end = ends.compactMap { position(of: $0, in: body, from: start, to: rest.endIndex) }.min()
        return rest[..<(end ?? rest.endIndex)]
    }

    /// Whether a flag's value is there; where all flags follow each other, they end no name.
    private static func isFlag(_ body: [UInt8], behind index: Int) -> Bool {
        guard index < body.count, "TNU".utf8.contains(body[index]) else { return false }
        let next = body[(index + 1)...].drop { $0 == Byte.space }.prefix(3).text
        return !["DDE", "DDF", "DDG"].contains(next)
    }

    /// Where an element begins whose value has the form that its standard gives it.
    private static func position(of id: String, in body: [UInt8], from start: Int, to end: Int) -> Int? {
        var from = start
        while let behind = body[..<end].position(after: id, from: from) {
            from = behind - 2
            if !isRepeated(id, in: body, behind: behind), hasValue(of: id, in: body[behind...]) { return behind - 3 }
        }
        return nil
    }

    /// "LINDADADMARIE" holds DAD twice, and more names end in DA than begin with AD.
    private static func isRepeated(_ id: String, in body: [UInt8], behind index: Int) -> Bool {
        id == "DAD" && body[(index - 1)...].starts(with: id.utf8)
    }

    private static func hasValue(of id: String, in text: ArraySlice<UInt8>) -> Bool {
        let text = text.drop { $0 == Byte.space }
        let digits = text.prefix(10).filter { Byte.isDigit($0) }.count
        return switch id {
        case "DBA", "DBB", "DBD": digits >= 6
        case "DBC": text.first.map { "129MFX".utf8.contains($0) } ?? false
        // By itself a flag is looked for with its value; here it ends a name if the next one follows.
        case "DDE": ["DDF", "DDG"].contains(text.dropFirst().drop { $0 == Byte.space }.prefix(3).text)
        case "DAU": text.prefix(3).contains { Byte.isDigit($0) }
        case "DAY": eyeColours.contains(text.prefix(3).text)
        // The class of a version 1 licence, before its restrictions.
        case "DAR": text.prefix(12).position(after: "DAS", from: text.startIndex) != nil
        default: true
        }
    }

    private static let eyeColours: Set<String> = [
        "BLK", "BLU", "BRO", "BRN", "GRY", "GRN", "HAZ", "MAR", "PNK", "DIC", "UNK",
    ]

    /// Given and middle names are looked for behind the family name, whose letters may look like their element.
    private static func start(of id: String, in body: [UInt8]) -> Int? {
        var from = 0
        if id == "DAC" || id == "DAD", let family = body.position(after: "DCS", from: 0) {
            from = body.position(after: "DDE", from: family) ?? family
            if id == "DAD" {
                from = body.position(after: "DDF", from: from) ?? body.position(after: "DAC", from: from) ?? from
            }
        }
        return firstStart(of: id, in: body, from: from) ?? (from > 0 ? firstStart(of: id, in: body, from: 0) : nil)
    }

    private static func firstStart(of id: String, in body: [UInt8], from start: Int) -> Int? {
        var start = start
        while let behind = body.position(after: id, from: start) {
            if !isRepeated(id, in: body, behind: behind) { return behind }
            start = behind - 1
        }
        return nil
    }
}
