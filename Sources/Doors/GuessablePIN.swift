// SPDX-License-Identifier: Apache-2.0

package import Conference

extension PINBook {
    /// Whose PIN somebody would try first.
    package var holdersOfGuessablePINs: [PINHolder] { entries.filter(\.pin.isGuessable).map(\.holder) }
}

extension PIN {
    /// Whether it is the sample's, counts up or down, past nine and all, or repeats a few digits.
    package var isGuessable: Bool {
        let steps = Set(zip(digits, digits.dropFirst()).map { (Int($1) - Int($0) + 10) % 10 })
        if steps.count == 1 || Set(digits).count <= 2 { return true }
        if Self.samples.contains(where: { $0.utf8.elementsEqual(digits) }) { return true }
        return [2, 3].contains { length in
            digits.count % length == 0 && zip(digits, digits.dropFirst(length)).allSatisfy { $0 == $1 }
        }
    }

    /// Those of the event that Lanyard brings along.
    private static let samples = ["100200", "300400"]
}
