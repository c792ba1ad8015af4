// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging

/// One event of the log as one line, whatever stands in it.
struct LogLine {
    let level: Logger.Level
    let message: String
    /// In the order of their names.
    let details: [(name: String, value: String)]
    /// `nil` where whoever takes the lines notes the time.
    let time: Date?

    /// `time=… level=… msg="…" name=value`, as logfmt has it.
    var text: String {
        fields.map { "\(Self.name($0.name))=\(Self.quoted($0.value))" }.joined(separator: " ")
    }

    /// An object of strings.
    var json: String {
        "{\(fields.map { "\(Self.literal($0.name)):\(Self.literal($0.value))" }.joined(separator: ","))}"
    }

    private var fields: [(name: String, value: String)] {
        let time = time.map { [("time", $0.formatted(Self.timeFormat))] } ?? []
        return time + [("level", level.rawValue), ("msg", message)] + details
    }

    private static var timeFormat: Date.ISO8601FormatStyle {
        Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    }

    /// Letters, digits and a few signs stand as they are; anything else is put between quotes.
    private static func quoted(_ value: String) -> String {
        let isPlain =
            !value.isEmpty
            && value.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_.:/+{}*@%".utf8.contains(byte)
                }
            }
        return isPlain ? value : literal(value)
    }

    /// A name that cannot be taken for two.
    private static func name(_ name: String) -> String {
        String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "_" })
    }

    /// A JSON string; control characters and what ends a line elsewhere are written as numbers.
    private static func literal(_ value: String) -> String {
        var literal = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": literal += "\\\""
            case "\\": literal += "\\\\"
            case "\n": literal += "\\n"
            case "\r": literal += "\\r"
            case "\t": literal += "\\t"
            default:
                if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                    || [0x2028, 0x2029].contains(scalar.value)
                {
                    let digits = String(scalar.value, radix: 16)
                    literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    literal.unicodeScalars.append(scalar)
                }
            }
        }
        return literal + "\""
    }
}
