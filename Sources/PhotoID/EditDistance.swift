// SPDX-License-Identifier: Apache-2.0

/// Counts the edits between one word and many others, a swap of two neighbours being one edit.
///
/// Hyyrö's bit-parallel form of the optimal string alignment distance: one column of the table is one machine word.
struct EditDistance {
    /// Words longer than a machine word has bits are compared by their beginnings.
    static let maximumLength = 64

    private var places = [UInt64](repeating: 0, count: 128)
    private let length: Int

    init(of word: [UInt8]) {
        length = min(word.count, EditDistance.maximumLength)
        for index in 0..<length { places[Int(word[index] & 0x7F)] |= 1 << UInt64(index) }
    }

    /// The distance to a word, and to that of its beginnings which is nearest.
    func distance(to other: [UInt8]) -> (whole: Int, beginning: Int) { distance(to: other.span) }

    /// The distance to a word, and to that of its beginnings which is nearest.
    func distance(to other: Span<UInt8>) -> (whole: Int, beginning: Int) {
        guard length > 0 else { return (other.count, 0) }
        let last = UInt64(1) << UInt64(length - 1)
        var increases = UInt64.max
        var decreases = UInt64(0)
        var diagonal = UInt64(0)
        var previous = UInt64(0)
        var score = length
        var best = length
        var index = 0
        while index < other.count {
            let equal = places[Int(other[index] & 0x7F)]
            let swapped = ((~diagonal & equal) << 1) & previous
            diagonal = (((equal & increases) &+ increases) ^ increases) | equal | decreases | swapped
            var right = decreases | ~(diagonal | increases)
            var left = diagonal & increases
            if right & last != 0 { score += 1 }
            if left & last != 0 { score -= 1 }
            if score < best { best = score }
            right = (right << 1) | 1
            left <<= 1
            increases = left | ~(diagonal | right)
            decreases = right & diagonal
            previous = equal
            index += 1
        }
        return (score, best)
    }
}
