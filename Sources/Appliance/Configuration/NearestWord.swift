// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The word that this one most likely is a slip of, or `nil` when none is near enough.
    func nearest(among words: some Sequence<String>) -> String? {
        let own = Array(lowercased())
        guard own.count <= 64 else { return nil }
        let distances = words.map { (word: $0, distance: Self.distance(own, Array($0.lowercased()))) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        // Two letters that changed places count as two changes.
        let limit = own.count < 4 ? 1 : Swift.max(2, own.count / 3)
        return best.distance <= limit ? best.word : nil
    }

    /// How many letters have to be put in, left out or changed to make one word of the other.
    private static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var row = Array(0...other.count)
        for (i, letter) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, otherLetter) in other.enumerated() {
                let change = diagonal + (letter == otherLetter ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = Swift.min(change, diagonal + 1, row[j] + 1)
            }
        }
        return row[other.count]
    }
}
