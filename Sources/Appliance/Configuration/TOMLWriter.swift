// SPDX-License-Identifier: Apache-2.0

/// Writes values as a TOML document.
struct TOMLWriter {
    /// The document that holds `root`: its plain values first, then its tables.
    static func document(_ root: [String: TOMLNode]) -> String {
        var lines: [String] = []
        write(root, at: [], to: &lines)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func write(_ table: [String: TOMLNode], at path: [String], to lines: inout [String]) {
        let entries = table.sorted { $0.key < $1.key }
        for (key, node) in entries where !isTable(node) { lines.append("\(quoted(key)) = \(inline(node))") }
        for (key, node) in entries {
            let path = path + [quoted(key)]
            switch node {
            case .table(let inner):
                lines += ["", "[\(path.joined(separator: "."))]"]
                write(inner, at: path, to: &lines)
            case .list(let nodes) where isTable(node):
                for case .table(let inner) in nodes {
                    lines += ["", "[[\(path.joined(separator: "."))]]"]
                    write(inner, at: path, to: &lines)
                }
            default: break
            }
        }
    }

    /// Whether a value has a heading of its own.
    private static func isTable(_ node: TOMLNode) -> Bool {
        switch node {
        case .table: true
        case .list(let nodes):
            !nodes.isEmpty
                && nodes.allSatisfy {
                    guard case .table = $0 else { return false }
                    return true
                }
        default: false
        }
    }

    private static func inline(_ node: TOMLNode) -> String {
        switch node {
        case .text(let text): quoted(text)
        case .integer(let number): "\(number)"
        case .number(let number): number.isFinite ? "\(number)" : number.isNaN ? "nan" : number < 0 ? "-inf" : "inf"
        case .truth(let truth): truth ? "true" : "false"
        case .date(let text): text
        // A time that was read has lost its seconds, which TOML wants.
        case .time(let text): "\(text):00"
        // Nothing that is read has one.
        case .dateTime: quoted("")
        case .list(let nodes): "[\(nodes.map(inline).joined(separator: ", "))]"
        case .table(let table):
            "{\(table.sorted { $0.key < $1.key }.map { "\(quoted($0.key)) = \(inline($0.value))" }.joined(separator: ", "))}"
        }
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            default:
                scalar.value < 0x20 || scalar.value == 0x7F
                    ? "\\u00" + String(scalar.value + 0x100, radix: 16).dropFirst() : String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
