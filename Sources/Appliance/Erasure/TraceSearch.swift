// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Finds words in files, in UTF-8 and UTF-16 and however they are cased, also across what is no text.
struct TraceSearch: Sendable {
    private struct Pattern {
        let bytes: [UInt8]
        let word: Int
    }

    private let patterns: [Pattern]
    /// The patterns that begin with these four bytes.
    private let byStart: [UInt32: [Int]]
    /// Whether any pattern may begin so: nearly all bytes of a file are passed over by it.
    private let mayStart: [Bool]
    private let longest: Int
    /// How much of a file is looked at at once.
    private let piece: Int

    private static let startBits: UInt32 = 20

    init(_ words: some Sequence<String>, piece: Int = 1 << 22) {
        self.piece = piece
        patterns = words.enumerated().flatMap { number, word in
            Self.writings(of: word).map { Pattern(bytes: $0, word: number) }
        }
        byStart = Dictionary(grouping: patterns.indices) { [patterns] in Self.start(of: patterns[$0].bytes) }
        var mayStart = Array(repeating: false, count: 1 << Self.startBits)
        for start in byStart.keys { mayStart[Self.slot(of: start)] = true }
        self.mayStart = mayStart
        longest = patterns.map(\.bytes.count).max() ?? 0
    }

    /// How a word may stand in a file; Latin letters are in lower case, as those of a file are read.
    private static func writings(of word: String) -> Set<[UInt8]> {
        let cases = [word, word.lowercased(), word.uppercased()]
        let all = cases.flatMap { text -> [[UInt8]] in
            let units = Array(text.utf16)
            return [
                Array(text.utf8), units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
                units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
            ]
        }
        return Set(all.map { $0.map(folded) }.filter { $0.count >= 4 })
    }

    private static func folded(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }

    private static func start(of bytes: [UInt8]) -> UInt32 { bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) } }

    private static func slot(of start: UInt32) -> Int { Int((start &* 2_654_435_761) >> (32 - startBits)) }

    /// The numbers of the words that stand in a file.
    func words(inFile path: String) throws -> Set<Int> {
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        // Closed or not, what was read is there.
        defer { try? handle.close() }
        var found: Set<Int> = []
        var bytes: [UInt8] = []
        while let next = try handle.read(upToCount: piece), !next.isEmpty {
            // What was read before may end with a beginning.
            bytes = bytes.suffix(max(0, longest - 1)) + Array(next)
            found.formUnion(words(in: bytes))
        }
        return found
    }

    /// The numbers of the words that stand in `bytes`.
    func words(in bytes: [UInt8]) -> Set<Int> {
        var found: Set<Int> = []
        guard bytes.count >= 4 else { return found }
        let folded = bytes.map(Self.folded)
        folded.withUnsafeBufferPointer { text in
            mayStart.withUnsafeBufferPointer { mayStart in
                var start: UInt32 = 0
                for end in 0..<text.count {
                    start = start << 8 | UInt32(text[end])
                    guard end >= 3, mayStart[Self.slot(of: start)] else { continue }
                    for pattern in byStart[start] ?? [] where stands(pattern, in: text, at: end - 3) {
                        found.insert(patterns[pattern].word)
                    }
                }
            }
        }
        return found
    }

    private func stands(_ pattern: Int, in text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        let bytes = patterns[pattern].bytes
        guard place + bytes.count <= text.count else { return false }
        return bytes.indices.allSatisfy { text[place + $0] == bytes[$0] }
    }
}
