// SPDX-License-Identifier: Apache-2.0

/// Order codes compared as people write them: in any case, with or without blanks and hyphens.
enum OrderCode {
    static let maximumLength = 100

    static func key(_ text: String) -> String {
        text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
    }

    /// A code without a digit may be a name, so that it takes a look to be sure.
    static func mayBeName(_ text: String) -> Bool { !text.contains { $0.isNumber } }
}
