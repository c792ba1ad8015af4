// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Photo IDs as scanners deliver them, for people whose names can be written so; numbers and dates are made up.
package enum MadeUpDocument {
    /// A passport's machine-readable zone (ICAO 9303, part 4).
    package static func passport(given: String, family: String) -> String? {
        guard let name = zoneName(given, family, length: 39) else { return nil }
        let data =
            checked("L898902C3") + "UTO" + checked("740812") + "F" + checked("320415")
            + String(repeating: "<", count: 14) + "0"
        let composite = part(data, 0, 10) + part(data, 13, 20) + part(data, 21, 43)
        return "P<UTO\(name)\n\(data)\(digit(composite))"
    }

    /// An identity card's machine-readable zone (ICAO 9303, part 5).
    package static func card(given: String, family: String) -> String? {
        guard let name = zoneName(given, family, length: 30) else { return nil }
        let first = padded("I<UTO" + checked("D23145890"), 30)
        let second = padded(checked("740812") + "F" + checked("320415") + "UTO", 29)
        let composite = part(first, 5, 30) + part(second, 0, 7) + part(second, 8, 15) + part(second, 18, 29)
        return "\(first)\n\(second)\(digit(composite))\n\(name)"
    }

    /// A driving licence of North America (AAMVA, version 10).
    package static func licence(given: String, family: String) -> String? {
        guard let given = capitals(given, marks: "-' "), let family = capitals(family, marks: "-' ") else { return nil }
        let names = given.split(separator: " ", maxSplits: 1).map(String.init)
        let elements = [
            "DAQT64235789", "DCS\(family)", "DDEN", "DAC\(names[0])", "DDFN", "DAD\(names.dropFirst().first ?? "")",
            "DDGN", "DCAD", "DCBNONE", "DCDNONE", "DBD08152021", "DBB08121974", "DBA08122031", "DBC2", "DAU068 in",
            "DAYGRN", "DAG1 EXAMPLE STREET", "DAIANYTOWN", "DAJVA", "DAK232690000  ", "DCF2424244747474786102204",
            "DCGUSA",
        ]
        let subfile = "DL" + elements.joined(separator: "\n") + "\r"
        let length = padded("", 4 - String(subfile.utf8.count).count, with: "0") + String(subfile.utf8.count)
        return "@\n\u{1E}\rANSI 636000100002DL0041\(length)ZV03190008\(subfile)ZVZVA01\r"
    }

    /// The check digit of ICAO 9303, part 3, section 4.9.
    static func digit(_ field: String) -> Int {
        field.utf8.enumerated().reduce(0) { sum, entry in
            let value =
                switch entry.element {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(entry.element - UInt8(ascii: "0"))
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(entry.element - UInt8(ascii: "A")) + 10
                default: 0
                }
            return sum + value * [7, 3, 1][entry.offset % 3]
        } % 10
    }

    private static func checked(_ field: String) -> String { "\(field)\(digit(field))" }

    private static func zoneName(_ given: String, _ family: String, length: Int) -> String? {
        guard let given = capitals(given, marks: " -"), let family = capitals(family, marks: " -") else { return nil }
        let text = "\(family)<<\(given)".map { $0 == " " || $0 == "-" ? "<" : $0 }
        return padded(String(text.prefix(length)), length)
    }

    /// The name in the letters A to Z as offices write them, or `nil` for names in other scripts.
    ///
    /// Of other characters only `marks` stay.
    static func capitals(_ name: String, marks: String) -> String? {
        var text = ""
        for letter in name.uppercased() {
            if let written = special[letter] {
                text += written
                continue
            }
            let plain = String(letter).decomposedStringWithCanonicalMapping.unicodeScalars
            for scalar in plain where scalar.properties.generalCategory != .nonspacingMark {
                if ("A"..."Z").contains(Character(scalar)) || marks.unicodeScalars.contains(scalar) {
                    text.unicodeScalars.append(scalar)
                } else if scalar.properties.isAlphabetic {
                    return nil
                }
            }
        }
        let trimmed = text.split(separator: " ").joined(separator: " ")
        return trimmed.isEmpty ? nil : trimmed
    }

    private static let special: [Character: String] = [
        "Ä": "AE", "Ö": "OE", "Ü": "UE", "ß": "SS", "Æ": "AE", "Ø": "OE", "Œ": "OE", "Å": "AA", "Ł": "L", "Đ": "D",
        "Ð": "D", "Þ": "TH", "ı": "I",
    ]

    private static func padded(_ text: String, _ length: Int, with filler: String = "<") -> String {
        text + String(repeating: filler, count: max(0, length - text.count))
    }

    private static func part(_ text: String, _ from: Int, _ to: Int) -> String {
        String(text.dropFirst(from).prefix(to - from))
    }
}
