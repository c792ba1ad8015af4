// SPDX-License-Identifier: Apache-2.0

/// Order codes compared as people write them: in any case, with or without blanks and hyphens.
enum OrderCode {
    static let maximumLength = 100

    static func key(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 && $0 >= Byte.space }) {
            let kept = text.utf8.filter { $0 != Byte.space && $0 != UInt8(ascii: "-") }
            return kept.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }.text
        }
        return text.uppercased().filter { !$0.isWhitespace && $0 != "-" }
    }

    /// A code without a digit may be a name, so that it takes a look to be sure.
    static func mayBeName(_ text: String) -> Bool { !text.contains { $0.isNumber } }
}
