// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import KioskHTTP

struct TokenBucketsTests {
    private var buckets = TokenBuckets<Int>(Allowance(atOnce: 3, perSecond: 0.5), mostKeys: 4)

    @Test mutating func `so much goes at once, and more as time passes`() {
        for _ in 0..<3 { #expect(buckets.take(for: 1, at: 10) == nil) }
        #expect(buckets.take(for: 1, at: 10) == 2)
        #expect(buckets.take(for: 1, at: 11) == 1)
        #expect(buckets.take(for: 1, at: 12) == nil)
        #expect(buckets.take(for: 1, at: 12) == 2)
    }

    @Test mutating func `asking in vain does not make the wait longer`() {
        for _ in 0..<3 { _ = buckets.take(for: 1, at: 0) }
        for _ in 0..<1000 { #expect(buckets.take(for: 1, at: 1) == 1) }
        #expect(buckets.take(for: 1, at: 2) == nil)
    }

    @Test mutating func `one key's use is not another's`() {
        for _ in 0..<3 { _ = buckets.take(for: 1, at: 0) }
        #expect(buckets.take(for: 2, at: 0) == nil)
    }

    @Test mutating func `what is given back can be used again`() {
        for _ in 0..<100 {
            #expect(buckets.take(for: 1, at: 0) == nil)
            buckets.giveBack(to: 1, at: 0)
        }
        #expect(buckets.keyCount == 0)
    }

    @Test mutating func `more than ever fits is taken for as much as fits`() {
        #expect(buckets.take(100, for: 1, at: 0) == nil)
        #expect(buckets.take(100, for: 1, at: 0) == 6)
        #expect(buckets.take(100, for: 1, at: 6) == nil)
    }

    @Test mutating func `however many come, no more are held than fit, and newcomers share what one may`() {
        for key in 0..<4 { #expect(buckets.take(for: key, at: 0) == nil) }
        for key in 4..<7 { #expect(buckets.take(for: key, at: 0) == nil) }
        for key in 7..<10_000 { #expect(buckets.take(for: key, at: 0) == 2) }
        #expect(buckets.keyCount == 4)
        // Who was known before the crowd came has what is theirs.
        #expect(buckets.take(for: 0, at: 0) == nil)
    }

    @Test mutating func `who has not come for long makes room for others`() {
        for key in 0..<4 { _ = buckets.take(for: key, at: 0) }
        for key in 4..<8 { #expect(buckets.take(for: key, at: 10) == nil) }
        #expect(buckets.keyCount == 4)
        for _ in 0..<2 { #expect(buckets.take(for: 4, at: 10) == nil) }
        #expect(buckets.take(for: 4, at: 10) != nil)
    }

    @Test mutating func `a clock that stands still gives nothing, and one that goes back takes nothing`() {
        for _ in 0..<3 { _ = buckets.take(for: 1, at: 10) }
        #expect(buckets.take(for: 1, at: 5) == 2)
        #expect(buckets.take(for: 1, at: 12) == nil)
    }
}
