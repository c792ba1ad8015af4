// SPDX-License-Identifier: Apache-2.0

/// What tells a PDF from something else: its first and last bytes, looked at while they come.
///
/// Nothing in between is read here: that is done by another program, apart from this one.
package struct PDFOutline: Sendable {
    private var head: [UInt8] = []
    private var tail: [UInt8] = []
    private(set) package var count = 0

    /// Readers look for the header so far into a file, and for the end so far from its end.
    private static let reach = 1024
    private static let header = Array("%PDF-".utf8)
    private static let end = Array("%%EOF".utf8)

    package init() {}

    package mutating func add(_ bytes: [UInt8]) {
        count += bytes.count
        if head.count < Self.reach { head += bytes.prefix(Self.reach - head.count) }
        tail = bytes.count >= Self.reach ? Array(bytes.suffix(Self.reach)) : Array((tail + bytes).suffix(Self.reach))
    }

    /// Whether what came so far can be the beginning of a PDF.
    package var canBegin: Bool { head.count < Self.reach || head.holds(Self.header) }

    /// Whether what came begins and ends as a PDF does.
    package var isWhole: Bool { head.holds(Self.header) && tail.holds(Self.end) }
}

extension [UInt8] {
    fileprivate func holds(_ word: [UInt8]) -> Bool {
        guard count >= word.count else { return false }
        return (0...(count - word.count)).contains { self[$0..<($0 + word.count)].elementsEqual(word) }
    }
}
