// SPDX-License-Identifier: Apache-2.0

/// How often something may be done: so much at once, and more again as time passes.
struct Allowance: Equatable, Sendable {
    let atOnce: Double
    let perSecond: Double
}

/// What each of many has used of the same allowance, in bounded memory.
///
/// Who is not in the table has used nothing. When as many are in it as fit, newcomers share one entry, so that nobody
/// gets anything back by coming from ever more addresses.
struct TokenBuckets<Key: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var used = 0.0
        var at = 0.0

        func used(at now: Double, _ allowance: Allowance) -> Double {
            max(0, used - max(0, now - at) * allowance.perSecond)
        }
    }

    let allowance: Allowance
    private let mostKeys: Int
    private var buckets: [Key: Bucket] = [:]
    private var newcomers = Bucket()
    private var sweptAt = -Double.infinity

    init(_ allowance: Allowance, mostKeys: Int) {
        self.allowance = allowance
        self.mostKeys = mostKeys
    }

    var keyCount: Int { buckets.count }

    /// Uses `amount` for `key` and returns `nil`, or uses nothing and returns after how many seconds it is to be had.
    ///
    /// `now` is in seconds of a clock that nobody sets. More than fits at once is taken for as much as fits.
    mutating func take(_ amount: Double = 1, for key: Key, at now: Double) -> Double? {
        let amount = min(amount, allowance.atOnce)
        let isNewcomer = isNewcomer(key, at: now)
        let bucket = isNewcomer ? newcomers : buckets[key] ?? Bucket()
        let used = bucket.used(at: now, allowance)
        let lacking = used + amount - allowance.atOnce
        // Rounding must not ask for a wait of nothing.
        guard lacking <= 1e-9 else { return lacking / allowance.perSecond }
        let fresh = Bucket(used: used + amount, at: now)
        if isNewcomer { newcomers = fresh } else { buckets[key] = fresh }
        return nil
    }

    /// Gives back what `key` used and should not have been asked for.
    mutating func giveBack(_ amount: Double = 1, to key: Key, at now: Double) {
        guard let bucket = buckets[key] else {
            newcomers = Bucket(used: max(0, newcomers.used(at: now, allowance) - amount), at: now)
            return
        }
        let used = bucket.used(at: now, allowance) - amount
        buckets[key] = used > 0 ? Bucket(used: used, at: now) : nil
    }

    private mutating func isNewcomer(_ key: Key, at now: Double) -> Bool {
        guard buckets.count >= mostKeys, buckets[key] == nil else { return false }
        // A look at everybody is for once a second at most: a crowd must not make it cost more.
        if now - sweptAt >= 1 {
            sweptAt = now
            buckets = buckets.filter { $0.value.used(at: now, allowance) > 0 }
        }
        return buckets.count >= mostKeys
    }
}
