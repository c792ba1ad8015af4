// SPDX-License-Identifier: Apache-2.0

/// What TOML lets stand without quotes: truth values, numbers, dates and times.
enum TOMLScalar {
    static func isWellFormed(_ text: String) -> Bool {
        words.contains(text) || isWhole(text) || isDecimal(text) || isMoment(text)
    }

    private static let words: Set = ["true", "false", "inf", "+inf", "-inf", "nan", "+nan", "-nan"]

    private static func isWhole(_ text: String) -> Bool {
        var rest = Substring(text)
        let isDigit: (Character) -> Bool
        switch rest.prefix(2) {
        case "0x": isDigit = { $0.isASCII && $0.isHexDigit }
        case "0o": isDigit = { ("0"..."7").contains($0) }
        case "0b": isDigit = { ("0"..."1").contains($0) }
        default: return false
        }
        rest = rest.dropFirst(2)
        return takeDigits(&rest, isDigit) && rest.isEmpty
    }

    private static func isDecimal(_ text: String) -> Bool {
        var rest = Substring(text)
        takeSign(&rest)
        if rest.first == "0" {
            rest = rest.dropFirst()
        } else if !takeDigits(&rest) {
            return false
        }
        if rest.first == "." {
            rest = rest.dropFirst()
            guard takeDigits(&rest) else { return false }
        }
        if rest.first == "e" || rest.first == "E" {
            rest = rest.dropFirst()
            takeSign(&rest)
            guard takeDigits(&rest) else { return false }
        }
        return rest.isEmpty
    }

    private static func takeSign(_ rest: inout Substring) {
        if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
    }

    /// Takes digits, between any two of which one underscore may stand.
    private static func takeDigits(
        _ rest: inout Substring, _ isDigit: (Character) -> Bool = { ("0"..."9").contains($0) }
    ) -> Bool {
        let taken = rest.prefix { isDigit($0) || $0 == "_" }
        rest = rest[taken.endIndex...]
        return taken.split(separator: "_", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    }

    private static func isMoment(_ text: String) -> Bool {
        let shape = text.map { ("0"..."9").contains($0) ? "0" : String($0) }.joined()
        guard shape.hasPrefix("0000-00-00") else { return isTime(shape[...]) }
        let rest = shape.dropFirst(10)
        guard let separator = rest.first else { return true }
        guard ["T", "t", " "].contains(separator) else { return false }
        let time = rest.dropFirst()
        if time.last == "Z" || time.last == "z" { return isTime(time.dropLast()) }
        let hasOffset = ["+00:00", "-00:00"].contains(String(time.suffix(6)))
        return isTime(hasOffset ? time.dropLast(6) : time)
    }

    private static func isTime(_ shape: Substring) -> Bool {
        guard shape.hasPrefix("00:00:00") else { return false }
        let fraction = shape.dropFirst(8)
        return fraction.isEmpty
            || fraction.first == "." && (1...9).contains(fraction.dropFirst().count)
                && fraction.dropFirst().allSatisfy { $0 == "0" }
    }
}
