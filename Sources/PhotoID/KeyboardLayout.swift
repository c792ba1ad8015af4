// SPDX-License-Identifier: Apache-2.0

/// A keyboard that the computer expects while the scanner types as if on an American one.
enum KeyboardLayout {
    case german
    case french
    /// British, Spanish and others: the letters are where they are in America, some signs are not.
    case lettersKept

    /// What the scanner meant, or nil if nothing shows that another keyboard came between.
    static func undone(_ text: String) -> String? {
        guard let layout = KeyboardLayout(of: text) else { return nil }
        let keys = layout.keys(in: text)
        return String(String.UnicodeScalarView(text.unicodeScalars.map { keys[$0] ?? $0 }))
    }
}

extension KeyboardLayout {
    private init?(of text: String) {
        if KeyboardLayout.isGermanLicence(text) {
            self = KeyboardLayout.keepsZ(text) ? .lettersKept : .german
        } else if KeyboardLayout.isFrenchLicence(text) {
            self = .french
        } else if KeyboardLayout.isGermanZone(text) || KeyboardLayout.isGermanStripe(text) {
            self = .german
        } else if KeyboardLayout.isFrenchZone(text) {
            self = .french
        } else {
            return nil
        }
    }

    /// A licence begins with "@", which is a quotation mark there.
    private static func isGermanLicence(_ text: String) -> Bool {
        let start = text.utf8.prefix(40)
        let hasMarker = Array(start).contains(anyOf: ["ANSI", "AAMVA", "ansi", "aamva"])
        if start.first == UInt8(ascii: "\"") {
            return hasMarker || (start.dropFirst().first.map { $0 < Byte.space || $0 == Byte.pipe } ?? false)
        }
        return hasMarker && text.unicodeScalars.contains { $0 == "ß" || $0 == "ä" }
    }

    /// Whether Z stands where licences have Z, or Y where they have Y.
    private static func keepsZ(_ text: String) -> Bool {
        let bytes = Array(text.uppercased().utf8)
        if announcesSubfile(UInt8(ascii: "Z"), bytes) { return true }
        if announcesSubfile(UInt8(ascii: "Y"), bytes) { return false }
        // DAY is the colour of the eyes, DAZ that of the hair.
        return bytes.contains(anyOf: eyes.map { "DAY" + $0 }) && !bytes.contains(anyOf: ["DAZBLU", "DAZGRN", "DAZHAY"])
    }

    /// A state's own subfile is announced by Z, a letter, and eight digits.
    private static func announcesSubfile(_ first: UInt8, _ licence: [UInt8]) -> Bool {
        let header = licence.prefix(120)
        return header.indices.dropLast(9).contains { start in
            header[start] == first && Byte.isLetter(header[start + 1])
                && header[(start + 2)..<(start + 10)].allSatisfy { Byte.isDigit($0) }
        }
    }

    private static let eyes = ["BLK", "BLU", "BRO", "BRN", "GRY", "GRN", "HAZ", "MAR", "PNK", "DIC", "UNK"]

    /// The filler of passports and cards is a semicolon there.
    private static func isGermanZone(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count > 3, !bytes.contains(Byte.filler), !bytes.contains(Byte.at) else { return false }
        if bytes.position(after: ";;", from: 0) != nil { return true }
        return bytes[1] == Byte.semicolon && "PVIAC".utf8.contains(bytes[0] & 0xDF) && !bytes.contains(Byte.space)
    }

    private static func isGermanStripe(_ text: String) -> Bool {
        text.utf8.first == UInt8(ascii: "%") && text.utf8.count(where: { $0 == UInt8(ascii: "&") }) > 1
            && text.utf8.contains(UInt8(ascii: "_"))
    }

    private static func isFrenchZone(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 28, !bytes.contains(Byte.filler) else { return false }
        return bytes.contains(anyOf: ["..", "??"]) && bytes.count(where: { $0 == Byte.space }) < 3
    }

    private static func isFrenchLicence(_ text: String) -> Bool {
        Array(text.utf8.prefix(60)).contains(anyOf: ["QNSI", "QQ?VQ", "qnsi", "qq,vq"])
    }
}

extension KeyboardLayout {
    private static let germanKeys = table(
        #"yzYZ"ß?äÄöÖüÜ+*-_§&/()=´`;:#'^°"#, #"zyZY@-_'";:[{]}/?#^&*()=+<>\|`~"#)
    private static let frenchKeys = table(
        #"&é"'(-è_çà)°qQaAzZwWmM,?;.:/!§ù%"#, #"1234567890-_aAqQwWzZ;:mM,<.>/?'""#)
    /// With the capitals locked some computers write the shifted sign for the filler, and the letters as they are.
    private static let lockedFrenchKeys = frenchKeys.merging(["?": "<", "M": "M", ".": "."]) { $1 }
    private static let keptKeys = table("\"", "@")

    private func keys(in text: String) -> [Unicode.Scalar: Unicode.Scalar] {
        switch self {
        case .german: KeyboardLayout.germanKeys
        case .lettersKept: KeyboardLayout.keptKeys
        case .french:
            text.contains("??") && !text.contains("..") && !KeyboardLayout.isFrenchLicence(text)
                ? KeyboardLayout.lockedFrenchKeys : KeyboardLayout.frenchKeys
        }
    }

    private static func table(_ shown: String, _ meant: String) -> [Unicode.Scalar: Unicode.Scalar] {
        Dictionary(uniqueKeysWithValues: zip(shown.unicodeScalars, meant.unicodeScalars))
    }
}

extension [UInt8] {
    fileprivate func contains(anyOf texts: [String]) -> Bool {
        texts.contains { position(after: $0, from: 0) != nil }
    }
}
