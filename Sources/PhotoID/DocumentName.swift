// SPDX-License-Identifier: Apache-2.0

/// The name on a photo ID: all that leaves a document parser.
struct DocumentName: Equatable, Sendable {
    /// One word or several that the document keeps in one place.
    struct Component: Equatable, Sendable {
        var text: String
        /// Whether the document may show only the beginning of it.
        var mayBeCut = false
    }

    var family: [Component] = []
    var given: [Component] = []
    var middle: [Component] = []
    var suffix: String?
    /// Whether the document tells family from given names; if not, all stand in `given`.
    var tellsFamilyFromGiven = true
    /// Whether letters were repaired, a check digit was wrong or a separator missing, so that the name cannot be trusted to the letter.
    var isDoubtful = false

    var isEmpty: Bool { family.isEmpty && given.isEmpty && middle.isEmpty }
}

extension DocumentName: CustomStringConvertible, CustomReflectable {
    var description: String { "DocumentName(redacted)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
