// SPDX-License-Identifier: Apache-2.0

/// Why what somebody wrote cannot be shown.
package enum WordingError: Error, Equatable, Sendable {
    case missing
    /// Longer than so many characters.
    case tooLong(Int)
    /// Holds control characters, or such as turn the direction of what stands around them.
    case unprintable
}

/// The title and description of a session, fit for every screen, for paper and for exports.
package struct SessionWording: Equatable, Sendable {
    package let title: String
    package let description: String?

    package static let longestTitle = 120
    package static let longestDescription = 2000

    package init(title: String, description: String?) throws(WordingError) {
        guard let title = try Wording.line(title, upTo: Self.longestTitle) else { throw .missing }
        self.title = title
        self.description = try Wording.text(description, upTo: Self.longestDescription)
    }
}

/// What people type: taken as text, never as anything else.
enum Wording {
    /// One line without outer blanks, or `nil` when it is blank.
    static func line(_ typed: String?, upTo limit: Int) throws(WordingError) -> String? {
        try text(typed?.split(whereSeparator: \.isWhitespace).joined(separator: " "), upTo: limit)
    }

    /// Lines without outer blanks, or `nil` when they are blank.
    static func text(_ typed: String?, upTo limit: Int) throws(WordingError) -> String? {
        guard let typed else { return nil }
        // Looked at before anything else is done with it: the limit is what keeps all the rest small.
        guard typed.unicodeScalars.count <= limit + slack else { throw .tooLong(limit) }
        let unified = typed.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        guard unified.unicodeScalars.allSatisfy(isPrintable) else { throw .unprintable }
        let text = unified.trimmingPrefix(while: \.isWhitespace)
        let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? text.startIndex
        guard end > text.startIndex else { return nil }
        guard text[..<end].unicodeScalars.count <= limit else { throw .tooLong(limit) }
        return String(text[..<end])
    }

    /// Blanks around a text do not make it too long.
    private static let slack = 200

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: true
        // Marks and overrides of direction (UAX #9), which would turn what stands around the text.
        case 0x202A...0x202E, 0x2066...0x2069: false
        default: scalar.properties.generalCategory != .control
        }
    }

    /// One line that turns nothing around it: what came out of lists was never looked at when it was typed.
    static func shown(_ text: String) -> String {
        let printable = String(String.UnicodeScalarView(text.unicodeScalars.filter(isPrintable)))
        return printable.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
