// SPDX-License-Identifier: Apache-2.0

/// What kind of thing a scanner or a keyboard delivered.
enum Scan: Equatable, Sendable {
    /// A driver licence; without a name if it could not be read.
    case aamva(DocumentName?)
    /// A passport or an identity card; without a name if it could not be read.
    case mrz(DocumentName?)
    case email(String)
    /// An order code or a name: only the list knows.
    case text(String)

    /// No document is longer, and nobody types so much.
    static let maximumLength = 4_000

    init(_ input: String) {
        let text = Scan.withoutPrefixes(input)
        let bytes = Array(Scan.asciiUppercase(text).utf8)
        if let document = AAMVADocument(bytes) {
            self = .aamva(document.name)
        } else if let address = Scan.email(in: text) {
            self = .email(address)
        } else if let zone = MachineReadableZone(bytes) {
            self = .mrz(zone.name)
        } else {
            self = .text(text)
        }
    }
}

extension Scan {
    /// Takes off a byte order mark and the three characters with which scanners announce the kind of bar code ("]L2").
    private static func withoutPrefixes(_ input: String) -> String {
        var scalars = Array(input.unicodeScalars.prefix(maximumLength))
        let isBlank = { (scalar: Unicode.Scalar) in scalar.value <= 0x20 || scalar == "\u{FEFF}" || scalar == "\u{A0}" }
        let start = scalars.firstIndex { !isBlank($0) } ?? scalars.endIndex
        scalars.removeFirst(start)
        if scalars.count >= 3, scalars[0] == "]", scalars[1].properties.isAlphabetic, isDigit(scalars[2]) {
            scalars.removeFirst(3)
        }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return string(scalars)
    }

    /// Upper-cases A to Z alone and turns C1 control characters into line breaks.
    private static func asciiUppercase(_ text: String) -> String {
        string(
            text.unicodeScalars.map { scalar in
                switch scalar.value {
                case 0x61...0x7A: Unicode.Scalar(UInt8(scalar.value) - 0x20)
                case 0x80...0x9F: "\n"
                default: scalar
                }
            })
    }

    private static func email(in text: String) -> String? {
        let pieces = text.split { $0.isWhitespace || "<>()[],;\"".contains($0) }
        let addresses = pieces.filter { piece in
            let halves = piece.split(separator: "@", omittingEmptySubsequences: false)
            return halves.count == 2 && halves.allSatisfy { !$0.isEmpty }
        }
        guard addresses.count == 1, let address = addresses.first else { return nil }
        return address.lowercased()
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

    private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
