// SPDX-License-Identifier: Apache-2.0

/// What stands on one person's badge.
package struct BadgeText: Equatable, Sendable {
    private var values: [BadgeField: String] = [:]

    package init() {}

    /// The text of a field; a field without one stays empty.
    package subscript(field: BadgeField) -> String? {
        get { values[field] }
        set { values[field] = newValue }
    }
}

extension BadgeText: CustomStringConvertible {
    package var description: String { "badge text (redacted)" }
}

/// A badge, ready for paper.
package struct RenderedBadge: Equatable, Sendable {
    package let bytes: [UInt8]
    package let size: PhysicalSize
    /// What a person should look at before the badge is handed over.
    package let remarks: [BadgeRemark]
}

/// Something about a badge that is not as it should be.
package enum BadgeRemark: Equatable, Sendable, CustomStringConvertible {
    /// The text did not fit and ends in an ellipsis.
    case shortened(BadgeField)
    /// No font has these characters.
    case missingGlyphs(BadgeField, count: Int)

    package var description: String {
        switch self {
        case .shortened(let field): "the \(field.rawValue) did not fit and was shortened"
        case .missingGlyphs(let field, let count): "the \(field.rawValue) has \(count) characters that no font has"
        }
    }
}

/// Why a badge could not be drawn.
package struct RenderError: Error, Equatable, Sendable {
    package let message: String
}
