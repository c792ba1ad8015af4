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
        let bytes = Scan.uppercaseLines(KeyboardLayout.undone(text) ?? text)
        if let document = AAMVADocument(bytes) {
            self = .aamva(document.name)
        } else if let stripe = MagneticStripe(bytes) {
            self = .aamva(stripe.name)
        } else if let address = Scan.email(in: text) {
            self = .email(address)
        } else if let zone = MachineReadableZone(bytes) {
            self = .mrz(zone.name)
        } else if Scan.isPlainlyScanned(text) {
            self = .mrz(nil)
        } else {
            self = .text(text)
        }
    }
}

extension Scan {
    /// Takes off a byte order mark and the three characters with which scanners announce the kind of bar code ("]L2").
    private static func withoutPrefixes(_ input: String) -> String {
        var scalars = input.unicodeScalars.prefix(maximumLength).drop(while: isBlank)
        let mark = scalars.prefix(3)
        if mark.first == "]", mark.count == 3, mark.dropFirst().first?.properties.isAlphabetic == true,
            mark.last.map({ (0x30...0x39).contains($0.value) }) == true
        {
            scalars = scalars.dropFirst(3)
        }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || scalar == "\u{FEFF}" || scalar == "\u{A0}"
    }

    /// The text's UTF-8 with A to Z alone in upper case and the C1 control characters as line breaks.
    private static func uppercaseLines(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if bytes.last == 0xC2, byte < 0xA0 {
                // U+0080 to U+009F are C2 80 to C2 9F.
                bytes[bytes.count - 1] = 0x0A
            } else {
                bytes.append((0x61...0x7A).contains(byte) ? byte - 0x20 : byte)
            }
        }
        return bytes
    }

    /// Whether nobody would type this: a document in a shape that is not known must not be searched for as if a name.
    private static func isPlainlyScanned(_ text: String) -> Bool {
        guard text.utf8.count >= 28 else { return false }
        if text.hasPrefix("%"), text.contains("?") { return true }
        var digits = 0
        var signs = 0
        var (last, run, longestRun) = (UInt8(0), 0, 0)
        for byte in text.utf8 {
            let isSign = byte > Byte.space && byte < 0x7F && !Byte.isDigit(byte) && !Byte.isLetter(byte & 0xDF)
            // A French keyboard writes these where an American one writes digits.
            if Byte.isDigit(byte) || byte == 0xC3 || "&\"'(_".utf8.contains(byte) { digits += 1 }
            if isSign, byte != UInt8(ascii: "-") { signs += 1 }
            run = isSign && byte == last ? run + 1 : 1
            longestRun = max(longestRun, isSign ? run : 0)
            last = byte
        }
        return longestRun >= 4 || (digits >= 12 && signs > 0)
    }

    private static func email(in text: String) -> String? {
        guard text.utf8.contains(Byte.at) else { return nil }
        let pieces = text.split { $0.isWhitespace || "<>()[],;\"".contains($0) }
        let addresses = pieces.filter { piece in
            let halves = piece.split(separator: "@", omittingEmptySubsequences: false)
            return halves.count == 2 && halves.allSatisfy { !$0.isEmpty }
        }
        guard addresses.count == 1, let address = addresses.first else { return nil }
        return address.lowercased()
    }
}
