// SPDX-License-Identifier: Apache-2.0

/// A place in the text of a TOML document, and how to get past its smallest parts.
struct TOMLCursor {
    private let scalars: [Unicode.Scalar]
    private(set) var position = 0
    private(set) var line = 1

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func advance() {
        guard let current else { return }
        if current == "\n" { line += 1 }
        position += 1
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard current == scalar else { return false }
        advance()
        return true
    }

    mutating func skipBlanks() {
        while current == " " || current == "\t" { advance() }
    }

    mutating func skipLine() {
        while let current, current != "\n" { advance() }
    }

    /// Skips blanks, line ends and comments; `false` at the end of the text.
    mutating func skipToNextExpression() -> Bool {
        while let current {
            switch current {
            case " ", "\t", "\r", "\n", "\u{FEFF}": advance()
            case "#": skipLine()
            default: return true
            }
        }
        return false
    }

    /// Reads `a."b c".'d'`; stops where no key part is.
    mutating func takeDottedKey() -> [String] {
        var keys: [String] = []
        repeat {
            skipBlanks()
            guard let key = takeKey() else { return keys }
            keys.append(key)
            skipBlanks()
        } while take(".")
        return keys
    }

    private mutating func takeKey() -> String? {
        let start = position
        if current == "\"" || current == "'" {
            let isLiteral = current == "'"
            _ = skipString()
            let written = scalars[start..<position].dropFirst().dropLast()
            return isLiteral ? String(written) : Self.unescaped(written)
        }
        while let current, current.isBareKeyPart { advance() }
        return start == position ? nil : String(scalars[start..<position])
    }

    /// Skips a string of any of the four kinds; `false` where none begins.
    mutating func skipString() -> Bool {
        guard let quote = current, quote == "\"" || quote == "'" else { return false }
        let isMultiline = scalars[position...].starts(with: [quote, quote, quote])
        for _ in 0..<(isMultiline ? 3 : 1) { advance() }
        while let scalar = current {
            if scalar == "\n", !isMultiline { return true }
            if scalar == "\\", quote == "\"" {
                advance()
            } else if scalar == quote {
                let length = scalars[position...].prefix { $0 == quote }.count
                // Up to two quotes may stand before the closing three.
                if !isMultiline || length >= 3 {
                    for _ in 0..<(isMultiline ? min(length, 5) : 1) { advance() }
                    return true
                }
            }
            advance()
        }
        return true
    }

    /// Reads what should be a number, a date or a truth value, up to what ends it.
    mutating func takePlainValue() -> String {
        let start = position
        while let current, ![",", "]", "}", "#", "\n", "\r"].contains(current) { advance() }
        let written = scalars[start..<position]
        return String(written.prefix(upTo: (written.lastIndex { $0 != " " && $0 != "\t" } ?? start - 1) + 1))
    }

    private static func unescaped(_ written: ArraySlice<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        var rest = written
        while let scalar = rest.popFirst() {
            guard scalar == "\\", let escape = rest.popFirst() else {
                text.append(scalar)
                continue
            }
            switch escape {
            case "b": text.append("\u{8}")
            case "t": text.append("\t")
            case "n": text.append("\n")
            case "f": text.append("\u{C}")
            case "r": text.append("\r")
            case "u", "U":
                let digits = rest.prefix(escape == "u" ? 4 : 8)
                rest = rest.dropFirst(digits.count)
                if let number = UInt32(String(digits), radix: 16), let scalar = Unicode.Scalar(number) {
                    text.append(scalar)
                }
            default: text.append(escape)
            }
        }
        return String(text)
    }
}

extension String {
    fileprivate init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self = String(view)
    }
}

extension Unicode.Scalar {
    fileprivate var isBareKeyPart: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self) || self == "-"
            || self == "_"
    }
}
