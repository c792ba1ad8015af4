// SPDX-License-Identifier: Apache-2.0

/// A table as RFC 4180 has it, safe to open in a spreadsheet.
package struct CSVLines {
    package private(set) var text = ""

    /// Programs take a cell that begins with one of these for a formula, and run it.
    private static let formulaStarts: Set<Character> = ["=", "+", "-", "@", "\t", "\r", "\n", "\r\n"]

    package init(header: [String]) {
        add(header)
    }

    package mutating func add(_ cells: [String]) {
        text += cells.map(Self.cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ value: String) -> String {
        let harmless = value.first.map(formulaStarts.contains) ?? false ? "'" + value : value
        guard harmless.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return harmless }
        return "\"\(harmless.replacing("\"", with: "\"\""))\""
    }
}
