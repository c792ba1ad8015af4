// SPDX-License-Identifier: Apache-2.0

@testable import PhotoID

/// Made-up documents in the formats that scanners deliver.
enum SampleDocuments {
    static func passport(_ name: String, number: String = "XA0012345", state: String = "UTO") -> String {
        let first = padded("P<\(state)\(name)", 44)
        return first + "\n" + padded(data(number: number, state: state), 43) + "0"
    }

    static func visaOrCardOfTwoLines(_ name: String, code: String = "I<", state: String = "UTO") -> String {
        let first = padded("\(code)\(state)\(name)", 36)
        return first + "\n" + padded(data(number: "XA0012345", state: state), 36)
    }

    static func identityCard(_ name: String, state: String = "UTO") -> String {
        let first = padded("I<\(state)" + checked("XA0012345"), 30)
        let second = padded(checked("900101") + "F" + checked("330101") + state, 30)
        return [first, second, padded(name, 30)].joined(separator: "\n")
    }

    /// A version 8 licence; `elements` stand between the number and the address.
    static func licence(
        _ elements: [String], opening: String = "@\n\u{1E}\rANSI ", separator: String = "\n", version: String = "08"
    ) -> String {
        let numbers = "636999" + version + (version == "01" ? "" : "01") + "01DL00310200"
        let subfile =
            ["DLDAQX0012345"] + elements + ["DBB01011990", "DAG1 SAMPLE STREET", "DAISAMPLETON", "DAJZZ", "DCGUSA"]
        return opening + numbers + subfile.joined(separator: separator) + "\r"
    }

    private static func data(number: String, state: String) -> String {
        checked(padded(number, 9)) + state + checked("900101") + "F" + checked("330101")
    }

    private static func checked(_ field: String) -> String {
        field + (MRZCheckDigit.digit(of: field.utf8).map { String(decoding: [$0], as: UTF8.self) } ?? "")
    }

    private static func padded(_ text: String, _ length: Int) -> String {
        String((text + String(repeating: "<", count: max(0, length - text.count))).prefix(length))
    }
}

extension DocumentName {
    var familyWords: [String] { family.map(\.text) }
    var givenWords: [String] { (given + middle).map(\.text) }
}
