// SPDX-License-Identifier: Apache-2.0

/// Collects what is wrong with a document while its tables are read.
final class TOMLReport {
    private let lines: TOMLLineIndex
    private var problems: [ConfigurationProblem] = []

    init(lines: TOMLLineIndex) {
        self.lines = lines
    }

    func add(_ code: ConfigurationProblem.Code, at path: TOMLPath, _ message: String) {
        problems.append(
            ConfigurationProblem(code: code, path: path.description, line: lines.line(of: path), message: message))
    }

    func place(_ path: TOMLPath) -> String {
        lines.line(of: path).map { "\(path), line \($0)" } ?? path.description
    }

    var isEmpty: Bool { problems.isEmpty }

    /// Everything that was found, by line.
    var error: ConfigurationError {
        let ordered = problems.enumerated().sorted { one, other in
            (one.element.line ?? 0, one.offset) < (other.element.line ?? 0, other.offset)
        }
        return ConfigurationError(problems: ordered.map(\.element))
    }
}

/// Reads one table key by key, tells the report of what it cannot read, and goes on.
///
/// Every reader ends with ``finish()``, which reports the keys that nobody asked for.
final class TOMLReader {
    let path: TOMLPath
    let report: TOMLReport
    private let table: [String: TOMLNode]
    private var known: [String] = []

    init(_ table: [String: TOMLNode], path: TOMLPath = TOMLPath(), report: TOMLReport) {
        self.table = table
        self.path = path
        self.report = report
    }

    /// The value of a key that must be there; `nil` once the report says why there is none.
    func required<Value>(_ key: String, _ expectation: TOMLExpectation<Value>) -> Value? {
        guard has(key) else {
            report.add(.missing, at: path.appending(key), "missing, expected \(expectation.words)")
            return nil
        }
        return optional(key, expectation)
    }

    /// The value of a key that may be missing.
    func optional<Value>(_ key: String, _ expectation: TOMLExpectation<Value>) -> Value? {
        guard has(key), let node = table[key] else { return nil }
        return value(of: node, at: path.appending(key), expectation)
    }

    /// The items of a list that must be there and not be empty, without those that are wrong.
    func requiredList<Value>(_ key: String, of expectation: TOMLExpectation<Value>) -> [Value] {
        let place = path.appending(key)
        let words = "a list, each of it \(expectation.words)"
        guard has(key), let node = table[key] else {
            report.add(.missing, at: place, "missing, expected \(words)")
            return []
        }
        guard case .list(let nodes) = node else {
            report.add(.wrongType, at: place, "expected \(words), found \(node.kind)")
            return []
        }
        if nodes.isEmpty { report.add(.badValue, at: place, "expected \(words), found an empty list") }
        return nodes.enumerated().compactMap { value(of: $1, at: place.appending($0), expectation) }
    }

    /// The list under a key, or an empty one where it is missing.
    func optionalList<Value>(_ key: String, of expectation: TOMLExpectation<Value>) -> [Value] {
        has(key) ? requiredList(key, of: expectation) : []
    }

    /// The table under a key; an empty one where it is missing, so that what it must hold is reported.
    func table(_ key: String) -> TOMLReader {
        let place = path.appending(key)
        guard has(key), let node = table[key] else { return TOMLReader([:], path: place, report: report) }
        guard case .table(let inner) = node else {
            report.add(.wrongType, at: place, "expected a table [\(place)], found \(node.kind)")
            // A report that nobody reads: of a table that is none, nothing more is to be said.
            return TOMLReader([:], path: place, report: TOMLReport(lines: TOMLLineIndex("")))
        }
        return TOMLReader(inner, path: place, report: report)
    }

    /// The tables written as `[[key]]`, none when there are none.
    func tables(_ key: String) -> [TOMLReader] {
        let place = path.appending(key)
        guard has(key), let node = table[key] else { return [] }
        guard case .list(let nodes) = node else {
            report.add(.wrongType, at: place, "expected tables [[\(place)]], found \(node.kind)")
            return []
        }
        return nodes.enumerated().compactMap { index, node in
            if case .table(let inner) = node {
                return TOMLReader(inner, path: place.appending(index), report: report)
            }
            report.add(.wrongType, at: place.appending(index), "expected a table [[\(place)]], found \(node.kind)")
            return nil
        }
    }

    /// Whether the key is there; from now on it is a known one.
    func has(_ key: String) -> Bool {
        if !known.contains(key) { known.append(key) }
        return table[key] != nil
    }

    func finish() {
        for key in table.keys.sorted() where !known.contains(key) {
            let missing = known.filter { table[$0] == nil }
            let guess = key.nearest(among: missing) ?? key.nearest(among: known)
            let advice = guess.map { "; did you mean “\($0)”?" } ?? "; known are \(known.joined(separator: ", "))"
            report.add(.unknownKey, at: path.appending(key), "unknown key\(advice)")
        }
    }

    private func value<Value>(of node: TOMLNode, at path: TOMLPath, _ expectation: TOMLExpectation<Value>) -> Value? {
        switch expectation.value(of: node) {
        case .success(let value): return value
        case .failure(let mismatch):
            report.add(mismatch.code, at: path, mismatch.message)
            return nil
        }
    }
}
