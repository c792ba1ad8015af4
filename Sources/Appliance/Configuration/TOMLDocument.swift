// SPDX-License-Identifier: Apache-2.0

import TOMLKit

/// A value in a TOML document.
indirect enum TOMLNode: Equatable {
    case text(String)
    case integer(Int)
    case number(Double)
    case truth(Bool)
    /// As `yyyy-mm-dd`.
    case date(String)
    /// As `hh:mm`.
    case time(String)
    case dateTime
    case list([TOMLNode])
    case table([String: TOMLNode])

    /// What an error calls such a value.
    var kind: String {
        switch self {
        case .text: "a text"
        case .integer: "a whole number"
        case .number: "a number with a point"
        case .truth: "true or false"
        case .date: "a date"
        case .time: "a time"
        case .dateTime: "a date with a time"
        case .list: "a list"
        case .table: "a table"
        }
    }
}

/// A TOML document that was read, and the lines on which its values stand.
struct TOMLDocument {
    let root: [String: TOMLNode]
    let lines: TOMLLineIndex

    private static let maximumBytes = 1_000_000

    init(parsing bytes: [UInt8]) throws(ConfigurationError) {
        guard bytes.count <= Self.maximumBytes else {
            throw Self.error(.notText, line: nil, "the file is larger than \(Self.maximumBytes) bytes")
        }
        // The parser stops at a zero byte as though the file ended there.
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw Self.error(.notText, line: nil, "the file is not UTF-8 text")
        }
        lines = TOMLLineIndex(text)
        if let trap = lines.trap { throw Self.error(.syntax, line: trap.line, trap.message) }
        do {
            root = try Self.table(TOMLTable(string: text))
        } catch let error as TOMLParseError {
            throw Self.error(
                .syntax, line: error.source.begin.line, "column \(error.source.begin.column): \(error.description)")
        } catch {
            throw Self.error(.syntax, line: nil, "the file cannot be read as TOML")
        }
    }

    private static func error(_ code: ConfigurationProblem.Code, line: Int?, _ message: String) -> ConfigurationError {
        ConfigurationError(problems: [ConfigurationProblem(code: code, path: "", line: line, message: message)])
    }

    private static func table(_ table: TOMLTable) -> [String: TOMLNode] {
        // A key with a zero inside comes back cut and finds nothing; kept as it is, it is reported as unknown.
        Dictionary(
            table.keys.map { key in (key, table[key].map { node($0) } ?? .truth(false)) },
            uniquingKeysWith: { first, _ in first })
    }

    private static func node(_ value: any TOMLValueConvertible) -> TOMLNode {
        switch value.type {
        case .table: .table(value.table.map(table) ?? [:])
        case .array: .list(value.array.map { $0.map { node($0) } } ?? [])
        case .string: .text(value.string ?? "")
        case .int: .integer(value.int ?? 0)
        case .double: .number(value.double ?? 0)
        case .bool: .truth(value.bool ?? false)
        case .date: .date(value.date.map { "\(digits($0.year, 4))-\(digits($0.month, 2))-\(digits($0.day, 2))" } ?? "")
        case .time: .time(value.time.map { "\(digits($0.hour, 2)):\(digits($0.minute, 2))" } ?? "")
        case .dateTime: .dateTime
        }
    }

    private static func digits(_ number: some BinaryInteger, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
