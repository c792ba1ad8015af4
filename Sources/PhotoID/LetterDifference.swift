// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The letters in which two words differ, for the eye.
enum LetterDifference {
    /// What remains of both words without their common beginning and end: "ü → UE".
    static func text(registered: String, shown: String) -> String {
        let left = Array(registered)
        let right = Array(shown)
        var start = 0
        while start < min(left.count, right.count), isSame(left[start], right[start]) { start += 1 }
        var end = 0
        while end < min(left.count, right.count) - start,
            isSame(left[left.count - 1 - end], right[right.count - 1 - end])
        {
            end += 1
        }
        // A letter that is only there or not there is shown with its neighbour.
        if start + end == min(left.count, right.count) {
            if start > 0 { start -= 1 } else if end > 0 { end -= 1 }
        }
        return "\(String(left[start..<(left.count - end)])) → \(String(right[start..<(right.count - end)]))"
    }

    /// Whether more differs than case and marks ("é" for "E").
    static func isMoreThanMarks(_ left: String, _ right: String) -> Bool {
        left.utf8.map(lowercase) != right.utf8.map(lowercase) && plain(left) != plain(right)
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 { Byte.isLetter(byte) ? byte + 0x20 : byte }

    private static func isSame(_ left: Character, _ right: Character) -> Bool {
        left == right || left.lowercased() == right.lowercased()
    }

    private static func plain(_ text: String) -> String {
        text.decomposedStringWithCanonicalMapping.unicodeScalars.filter { $0.properties.isAlphabetic }
            .map { $0.properties.lowercaseMapping }.joined()
    }
}
