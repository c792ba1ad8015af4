// SPDX-License-Identifier: Apache-2.0

import BadgeDesign
import Conference

/// What is to be said of one person's badge.
struct BadgeFinding {
    private let person: Registration
    private let remarks: [BadgeRemark]

    init(_ person: Registration, _ remarks: [BadgeRemark]) {
        self.person = person
        self.remarks = remarks
    }

    /// A name that is cut off or has holes is a badge that somebody brings back.
    var finding: Doctor.Finding {
        let mustBeFixed = remarks.contains { $0.isMissingGlyphs || $0 == .shortened(.name) }
        var advice: [String] = []
        if remarks.contains(where: \.isMissingGlyphs) { advice.append("Install fonts for it (fonts-noto).") }
        if remarks.contains(where: { !$0.isMissingGlyphs }) {
            advice.append("Shorten it in the list, or choose a larger template.")
        }
        let code = person.details.orderCode ?? person.id.description
        let words = remarks.map(\.description).joined(separator: "; ")
        return Doctor.Finding(
            mustBeFixed: mustBeFixed,
            text: "\(code)  \(person.details.badgeName): \(words). \(advice.joined(separator: " "))")
    }
}

extension BadgeRemark {
    fileprivate var isMissingGlyphs: Bool {
        if case .missingGlyphs = self { true } else { false }
    }
}
