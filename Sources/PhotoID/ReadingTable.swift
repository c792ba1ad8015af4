// SPDX-License-Identifier: Apache-2.0

/// How characters are read: entries of "characters reading reading", separated by commas or line ends.
enum ReadingTable {
    /// An entry may stand twice; a long vowel with its macron becomes every way to write it without.
    static func parse(_ text: String) -> [String: [String]] {
        var table: [String: [String]] = [:]
        for entry in text.split(whereSeparator: { $0 == "," || $0.isNewline }) {
            let words = entry.split(separator: " ").map(String.init)
            guard let name = words.first else { continue }
            for reading in words.dropFirst().flatMap(spellings) where table[name]?.contains(reading) != true {
                table[name, default: []].append(reading)
            }
        }
        return table
    }

    /// A long vowel is left out (Sato), doubled (Satou, Yuuki) or marked with an h (Satoh).
    private static func spellings(of reading: String) -> [String] {
        guard reading.contains(where: { "ōū".contains($0) }) else { return [reading] }
        let ways = [("o", "u"), ("ou", "uu"), ("oh", "u")]
        return ways.map { way in
            reading.reduce(into: "") { $0 += $1 == "ō" ? way.0 : $1 == "ū" ? way.1 : String($1) }
        }
    }
}
