// SPDX-License-Identifier: Apache-2.0

/// Why what a volunteer typed cannot stand on a badge or on the list.
package enum TypedTextError: Error, Equatable, Sendable {
    case badgeNameMissing
    case tooLong
    case emailMalformed
}

/// What a volunteer types into a field of the desk.
package enum TypedText {
    /// Characters: longer than any name, and short enough for a badge and a screen.
    package static let longest = 200

    /// The text without outer blanks and on one line, or `nil` when it is blank.
    static func read(_ typed: String?) throws(TypedTextError) -> String? {
        guard let text = typed?.cellText else { return nil }
        guard text.unicodeScalars.count <= longest else { throw .tooLong }
        return text
    }
}
