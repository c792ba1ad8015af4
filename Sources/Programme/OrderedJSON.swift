// SPDX-License-Identifier: Apache-2.0

/// JSON whose objects keep their order, and whose absent values are nulls.
///
/// Apps show rooms in the order in which they stand there.
indirect enum OrderedJSON {
    case object([(String, OrderedJSON)])
    case list([OrderedJSON])
    case text(String)
    case number(Int)
    case truth(Bool)
    case null

    var text: String {
        switch self {
        case .object(let members): "{\(members.map { "\(Self.quote($0)):\($1.text)" }.joined(separator: ","))}"
        case .list(let items): "[\(items.map(\.text).joined(separator: ","))]"
        case .text(let text): Self.quote(text)
        case .number(let number): String(number)
        case .truth(let truth): String(truth)
        case .null: "null"
        }
    }

    /// The text, or null where there is none.
    static func optional(_ text: String?) -> OrderedJSON { text.map { .text($0) } ?? .null }

    private static func quote(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    quoted += "\\u00\(scalar.value < 0x10 ? "0" : "")\(String(scalar.value, radix: 16))"
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}
