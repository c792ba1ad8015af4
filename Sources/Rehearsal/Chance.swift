// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Made-up chance that is the same again for the same seed (SplitMix64, by Steele, Lea and Flood).
package struct Chance: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A number above 0 and below 1.
    package mutating func unit() -> Double { (Double(next() >> 11) + 0.5) / 9_007_199_254_740_992 }

    package mutating func happens(_ share: Double) -> Bool { unit() < share }

    package mutating func exponential(mean: Double) -> Double { -mean * log(unit()) }

    package mutating func pick<Element>(_ elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[Int(next() % UInt64(elements.count))]
    }

    /// A gamma variate: exponential where `variation` is 1, and always the mean where it is 0.
    ///
    /// The standard deviation is that share of the mean, which is above 0.
    package mutating func gamma(mean: Double, variation: Double) -> Double {
        guard variation > 0 else { return mean }
        let shape = 1 / (variation * variation)
        guard shape < 1 else { return mean / shape * gamma(shape: shape) }
        // Marsaglia and Tsang's method wants a shape of 1 at least.
        return mean / shape * gamma(shape: shape + 1) * pow(unit(), 1 / shape)
    }

    private mutating func gamma(shape: Double) -> Double {
        let depth = shape - 1.0 / 3
        let scale = 1 / (9 * depth).squareRoot()
        while true {
            let deviate = normal()
            let root = 1 + scale * deviate
            guard root > 0 else { continue }
            let cube = root * root * root
            if log(unit()) < 0.5 * deviate * deviate + depth - depth * cube + depth * log(cube) { return depth * cube }
        }
    }

    private mutating func normal() -> Double {
        (-2 * log(unit())).squareRoot() * cos(2 * .pi * unit())
    }
}
