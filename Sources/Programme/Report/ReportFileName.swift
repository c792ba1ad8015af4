// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Names of files that every system takes, whatever the title is.
enum ReportFileName {
    private static let longestWords = 60

    /// A title's letters and digits, as far as ASCII has them, with `identifier` behind them.
    static func of(_ title: String, _ identifier: String) -> String {
        let words = title.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
            .split { !isLetterOrDigit($0) && !isMark($0) }
            .map { String(String.UnicodeScalarView($0.filter(isLetterOrDigit))) }
            .filter { !$0.isEmpty }
        let name = words.joined(separator: "-").prefix(longestWords)
        return "\(name.isEmpty ? "session" : name)-\(identifier).md"
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
    }

    /// An accent, which stands apart from its letter here.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .nonspacingMark
    }
}
