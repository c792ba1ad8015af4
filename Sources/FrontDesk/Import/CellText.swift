// SPDX-License-Identifier: Apache-2.0

extension String {
    /// Whether there is nothing to be read.
    var isBlank: Bool { unicodeScalars.allSatisfy(\.isBlank) }

    /// The cell without outer blanks, on one line; `nil` when nothing is left.
    ///
    /// Nothing else changes: capitals, accents and inner spaces stay as the person wrote them.
    var cellText: String? {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return nil }
        var text = String.UnicodeScalarView()
        for scalar in scalars[first...last] {
            text.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(text)
    }

    /// Letters and digits alone, in lower case, so that `E-mail`, `e_mail` and `EMail` are one word.
    var foldedWord: String { String(lowercased().filter { $0.isLetter || $0.isNumber }) }
}

extension Unicode.Scalar {
    /// White space, control characters and the marks that nobody sees.
    fileprivate var isBlank: Bool {
        properties.isWhitespace || properties.generalCategory == .control
            || ["\u{200B}", "\u{2060}", "\u{FEFF}"].contains(self)
    }
}

/// A name or an address as mail programs write them: `Name <address>`, `mailto:address`.
struct MailCell: Equatable {
    /// What stands before the angle bracket, or the whole cell when it has none.
    var name: String?
    /// Only what can be an address; a placeholder such as “n/a” is none.
    var address: String?

    init(_ cell: String) {
        guard cell.hasSuffix(">"), let bracket = cell.lastIndex(of: "<") else {
            name = cell
            address = Self.address(in: cell)
            return
        }
        address = Self.address(in: cell[cell.index(after: bracket)...].dropLast())
        name = address == nil ? cell : cell[..<bracket].drop { $0 == "\"" }.description.withoutClosingQuote.cellText
    }

    private static func address(in text: some StringProtocol) -> String? {
        guard var address = String(text).cellText else { return nil }
        if address.lowercased().hasPrefix("mailto:") {
            address = String(address.dropFirst("mailto:".count).prefix { $0 != "?" })
        }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !address.contains(where: \.isWhitespace) else {
            return nil
        }
        return address
    }
}

extension String {
    fileprivate var withoutClosingQuote: String {
        guard let text = cellText, text.hasSuffix("\"") else { return self }
        return String(text.dropLast())
    }
}
