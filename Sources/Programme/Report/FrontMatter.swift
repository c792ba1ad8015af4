// SPDX-License-Identifier: Apache-2.0

/// The head of a Markdown file: YAML between two lines of dashes, its texts as JSON strings, which YAML reads alike.
struct FrontMatter {
    private var lines: [String] = []

    mutating func add(_ key: String, _ text: String?) {
        guard let text else { return }
        lines.append("\(key): \(Self.quoted(text))")
    }

    mutating func add(_ key: String, _ number: Int?) {
        guard let number else { return }
        lines.append("\(key): \(number)")
    }

    var text: String { (["---"] + lines + ["---", ""]).joined(separator: "\n") }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C: quoted += "\\\(scalar)"
            // Controls, and what some readers take for a line's end or leave out.
            case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
