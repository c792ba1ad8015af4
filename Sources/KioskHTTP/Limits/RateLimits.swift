// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird

/// How often who may ask for what; why these numbers, see `docs/decisions/0019-how-much-is-too-much.md`.
struct RateLimits: Sendable {
    /// Pairing codes from one address that were none, and those from all addresses but the box's own together.
    private let codesOfOne: RateLimit<NetworkAddress>
    private let codesOfAll: RateLimit<Everybody>
    /// Badges from one address that were none.
    private let badges: RateLimit<NetworkAddress>
    private let lookups: RateLimit<StationID>
    private let scans: RateLimit<StationID>
    private let documents: RateLimit<StationID>
    private let pictures: RateLimit<StationID>
    private let warnings: RateLimit<Everybody>

    /// Numbers far above what people do; a door that was cut off for hours delivers what it holds all the same.
    enum Allowances {
        static let codesOfOne = Allowance(atOnce: 20, perSecond: 1 / 6)
        static let codesOfAll = Allowance(atOnce: 100, perSecond: 1)
        static let badges = Allowance(atOnce: 60, perSecond: 1)
        static let lookups = Allowance(atOnce: 600, perSecond: 5)
        static let scans = Allowance(atOnce: 20_000, perSecond: 200)
        static let documents = Allowance(atOnce: 30, perSecond: 0.5)
        static let pictures = Allowance(atOnce: 50, perSecond: 10)
        static let warnings = Allowance(atOnce: 3, perSecond: 1 / 60)
    }

    /// `seconds` is a clock that nobody sets.
    init(seconds: @escaping @Sendable () -> Double) {
        codesOfOne = RateLimit(Allowances.codesOfOne, else: .tooManyCodes, seconds: seconds)
        codesOfAll = RateLimit(Allowances.codesOfAll, else: .tooManyCodes, seconds: seconds)
        badges = RateLimit(Allowances.badges, else: .tooManyBadges, seconds: seconds)
        lookups = RateLimit(Allowances.lookups, else: .tooManyLookups, seconds: seconds)
        scans = RateLimit(Allowances.scans, else: .scansTooFast, seconds: seconds)
        documents = RateLimit(Allowances.documents, else: .tooManyDocuments, seconds: seconds)
        pictures = RateLimit(Allowances.pictures, else: .tooManyPictures, seconds: seconds)
        warnings = RateLimit(Allowances.warnings, else: .tooManyCodes, seconds: seconds)
    }

    func useLookup(at station: StationID) throws(Problem) { try lookups.use(for: station) }
    func useDocument(at station: StationID) throws(Problem) { try documents.use(for: station) }
    func usePicture(at station: StationID) throws(Problem) { try pictures.use(for: station) }

    /// Whether the log may be told of codes once more: who sends them must not fill the disk by it.
    func mayWarn() -> Bool {
        do {
            try warnings.use(for: Everybody())
            return true
        } catch {
            return false
        }
    }

    /// A door's scans; an organizer's program that delivers a whole day is not held up.
    func useScans(_ count: Int, at station: Station) throws(Problem) {
        guard station.role == .door else { return }
        try scans.use(Double(count), for: station.id)
    }
}

// MARK: - What is forgiven when it was right

// Each try is counted before it is looked at, so that many at once are no more than many one after the other.

extension RateLimits {
    /// Counts a pairing code before it is looked at.
    func useCode(from address: NetworkAddress) throws(Problem) {
        try codesOfOne.use(for: address)
        // Whoever guesses from everywhere must not keep the operator, at the box, from pairing a screen.
        guard address != .here else { return }
        do {
            try codesOfAll.use(for: Everybody())
        } catch {
            codesOfOne.giveBack(to: address)
            throw error
        }
    }

    /// It was a code.
    func forgiveCode(from address: NetworkAddress) {
        codesOfOne.giveBack(to: address)
        if address != .here { codesOfAll.giveBack(to: Everybody()) }
    }

    /// Counts a badge that was never seen to be one before it is looked at.
    func useBadge(from address: NetworkAddress) throws(Problem) { try badges.use(for: address) }

    /// It was a badge.
    func forgiveBadge(from address: NetworkAddress) { badges.giveBack(to: address) }
}

extension Problem {
    static let tooManyCodes = Problem(
        .tooManyRequests, "tooManyCodes", "Too many pairing codes were none. Wait, and check the code meanwhile.")
    static let tooManyBadges = Problem(
        .tooManyRequests, "tooManyBadges", "Too many badges from here were none. Wait a moment.")
    static let tooManyLookups = Problem(
        .tooManyRequests, "tooManyLookups", "This desk looked up more than a desk does. Wait a moment.")
    static let scansTooFast = Problem(
        .tooManyRequests, "scansTooFast", "This door sends more scans than a door has. Keep them, and send them later.")
    static let tooManyDocuments = Problem(
        .tooManyRequests, "tooManyDocuments", "This screen handed in many documents at once. Wait a moment.")
    static let tooManyPictures = Problem(
        .tooManyRequests, "tooManyPictures", "This camera sends more pictures than are looked at. Send fewer.")
}
