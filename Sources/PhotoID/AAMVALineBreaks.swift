// SPDX-License-Identifier: Apache-2.0

/// Control characters that reached the computer as what a terminal shows or as the digits typed with Alt held.
enum AAMVALineBreaks {
    /// Years end in 010 and 013 too, but names, dates and an address alone are more elements.
    private static let fewestBreaks = 6

    /// The bytes with line breaks in their places, or nil if there are none.
    static func restored(in body: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        var rest = body
        var found = 0
        while let byte = rest.first {
            let length = lengthOfBreak(at: rest)
            if length > 0 {
                found += 1
                result.append(0x0A)
                rest = rest.dropFirst(length)
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return found >= fewestBreaks ? result : nil
    }

    /// Line feed, carriage return, file and record separator: "^J" and its like, "010" and its like.
    private static let carets = ["^J", "^M", "^\\", "^]", "^^"].map { Array($0.utf8) }
    private static let codes = ["010", "013", "028", "029", "030"].map { Array($0.utf8) }

    private static func lengthOfBreak(at text: ArraySlice<UInt8>) -> Int {
        if text.first == UInt8(ascii: "^") { return carets.contains { text.starts(with: $0) } ? 2 : 0 }
        var rest = text
        while rest.first == UInt8(ascii: "0") {
            // Some scanners type four digits.
            if codes.contains(where: { rest.starts(with: $0) }) {
                rest = rest.dropFirst(3)
            } else if codes.contains(where: { rest.dropFirst().starts(with: $0) }) {
                rest = rest.dropFirst(4)
            } else {
                break
            }
        }
        let length = rest.startIndex - text.startIndex
        return length > 0 && beginsElement(rest) ? length : 0
    }

    private static func beginsElement(_ text: ArraySlice<UInt8>) -> Bool {
        let text = text.drop { $0 == Byte.space }
        if text.isEmpty || AAMVAElements.isElement(text) { return true }
        let isSubfile = AAMVAElements.isSubfileType(text) && AAMVAElements.isElement(text.dropFirst(2))
        return isSubfile || (text.first == UInt8(ascii: "Z") && text.prefix(3).allSatisfy { Byte.isLetter($0) })
    }
}
