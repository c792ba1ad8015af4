// SPDX-License-Identifier: Apache-2.0

/// What others wrote, as a part of a Markdown file that it cannot break out of.
///
/// Readers of Markdown differ. What is done here holds with CommonMark's and with the older ones, which know fewer
/// escapes: entities for what they do not know, and blanks where a construct needs its parts side by side.
enum MarkdownText {
    /// One line of text, for headings, lists and the words of links.
    static func line(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "|": escaped += "&#124;"
            case "~": escaped += "&#126;"
            case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "!": escaped += "\\\(character)"
            case let character where character.isNewline: escaped += " "
            default: escaped.append(character)
            }
        }
        return startingNoBlock(escaped)
    }

    /// A line's first characters make it a list or a rule, unless they are escaped.
    private static func startingNoBlock(_ line: String) -> String {
        if let first = line.first, "+-=".contains(first) {
            return first == "=" ? "&#61;\(line.dropFirst())" : "\\\(line)"
        }
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, line[digits.endIndex...].first == "." else { return line }
        return "\(digits)\\\(line[digits.endIndex...])"
    }

    /// Markdown that somebody wrote, as a quotation: its headings, lists and open ends stay within.
    ///
    /// HTML is text, pictures are not loaded, and links lead to the web or nowhere.
    static func quotation(_ markdown: String) -> String {
        markdown.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in line.allSatisfy(\.isWhitespace) ? ">" : "> \(harmless(line))" }
            .joined(separator: "\n")
    }

    /// Plain text of several lines, as a quotation.
    static func plainQuotation(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in line.allSatisfy(\.isWhitespace) ? ">" : "> \(self.line(String(line)))  " }
            .joined(separator: "\n")
    }

    private static func harmless(_ line: Substring) -> String {
        let characters = Array(line.unicodeScalars)
        var text = String.UnicodeScalarView()
        for (index, character) in characters.enumerated() {
            text.append(character)
            let rest = characters[(index + 1)...]
            if breaksApart(character, before: rest) { text.append(" ") }
        }
        return String(text)
    }

    /// Whether a blank between these keeps them from being HTML, a picture, or a link to anything but the web.
    private static func breaksApart(_ character: Unicode.Scalar, before rest: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let next = rest.first else { return false }
        switch character {
        case "<": return next.properties.isAlphabetic || ["/", "!", "?"].contains(next)
        case "!": return next == "["
        case "]": return next == ":" || (next == "(" && !leadsToTheWeb(rest.dropFirst()))
        default: return false
        }
    }

    private static func leadsToTheWeb(_ address: ArraySlice<Unicode.Scalar>) -> Bool {
        let start = String(String.UnicodeScalarView(address.prefix(8))).lowercased()
        return start.hasPrefix("https://") || start.hasPrefix("http://")
    }
}
