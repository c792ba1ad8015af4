// SPDX-License-Identifier: Apache-2.0

/// How far a presented and a registered name may be of one person.
struct NameMatch {
    /// The better, the smaller.
    enum Tier: Int, Comparable {
        /// Word for word.
        case identical
        /// Something is left out on one side; nothing contradicts.
        case fitting
        /// A short form, a beginning, or an umlaut written in another way.
        case loose
        /// Letters differ or a name contradicts: another person, or a slip.
        case near

        static func < (left: Tier, right: Tier) -> Bool { left.rawValue < right.rawValue }
    }

    let tier: Tier
    let score: Int
    let alignment: NameAlignment
    let suffixDiffers: Bool
    let isPreferred: Bool

    /// Compares two names; nil if they have too little in common.
    static func best(_ presented: PresentedName, _ registered: RegisteredName, hits: WordHits) -> NameMatch? {
        let direct = NameMatch(presented, registered, hits: hits, crossing: false)
        if let direct, direct.tier <= .fitting { return direct }
        let crossed = NameMatch(presented, registered, hits: hits, crossing: true)
        guard let direct, let crossed else { return direct ?? crossed }
        return crossed.isBetter(than: direct) ? crossed : direct
    }

    func isBetter(than other: NameMatch) -> Bool {
        tier == other.tier ? score > other.score : tier < other.tier
    }

    private init?(_ presented: PresentedName, _ registered: RegisteredName, hits: WordHits, crossing: Bool) {
        alignment = NameAlignment(presented, registered, hits: hits, crossing: crossing)
        guard alignment.hasEnough(isTyped: presented.isTyped) else { return nil }
        suffixDiffers = presented.suffix.flatMap { shown in registered.suffix.map { $0 != shown } } ?? false
        isPreferred = registered.isPreferred
        tier = NameMatch.tier(of: alignment, isTyped: presented.isTyped, suffixDiffers: suffixDiffers)
        score = NameMatch.score(of: alignment)
    }
}

extension NameMatch {
    /// Whether it may be taken for the same person without a look at the letters.
    var isCertain: Bool {
        tier <= .loose && !isPreferred && !suffixDiffers && alignment.isSpelledAlike && alignment.agreesOnFirstNames
            && alignment.isWholeWhereNamesCross
    }

    /// Whether a given and a family name were typed in full, in whatever order, in the script of the registration.
    var isWholeName: Bool {
        tier == .identical && alignment.presented.count > 1 && !alignment.changesScript
    }

    /// Whether somebody's name is the same by its sound, so that the document may just as well be theirs.
    func isTwin(of best: NameMatch) -> Bool {
        tier == .near && !suffixDiffers && !alignment.contradicts && !alignment.hasStrayInitial
            && alignment.presentedLeft.count <= best.alignment.presentedLeft.count
            && alignment.registeredLeft.count <= best.alignment.registeredLeft.count
            && alignment.pairs.allSatisfy(alignment.soundsTheSame)
    }

    /// Whether one letter of a long word differs and all else is the same: a slip of the finger more often than not.
    var isSlip: Bool {
        let near = alignment.pairs.filter(\.agreement.isNear)
        guard near.count == 1, near[0].agreement == .oneLetter, alignment.presentedLeft.isEmpty, !alignment.contradicts
        else { return false }
        let length = near[0].presented.map { alignment.presented[$0].spellings[0].utf8.count }.reduce(0, +)
        return length >= NameMatch.longWord && alignment.pairs.allSatisfy { $0.agreement >= .oneLetter }
    }

    private static let longWord = 7

    /// Whether it rests on an initial that may stand for many other names.
    var isGuess: Bool { alignment.hasStrayInitial }

    private static func tier(of alignment: NameAlignment, isTyped: Bool, suffixDiffers: Bool) -> Tier {
        if alignment.pairs.contains(where: \.agreement.isNear) || alignment.contradicts || suffixDiffers
            || alignment.leavesRestOfShortForm
        {
            return .near
        }
        if alignment.hasStrayInitial { return isTyped ? .near : .loose }
        if alignment.pairs.contains(where: { $0.agreement != .same && $0.agreement != .initial }) { return .loose }
        let isWhole = alignment.presentedLeft.isEmpty && alignment.registeredLeft.isEmpty
        return isWhole && alignment.pairs.allSatisfy { $0.agreement == .same } ? .identical : .fitting
    }

    private static func score(of alignment: NameAlignment) -> Int {
        var score = 0
        for pair in alignment.pairs { score += pair.agreement.rawValue * pair.presented.count - (pair.crosses ? 3 : 0) }
        for index in alignment.presentedLeft { score -= alignment.presented[index].isParticle ? 1 : 25 }
        for index in alignment.registeredLeft { score -= alignment.registered[index].isParticle ? 1 : 6 }
        return alignment.contradicts ? score - 40 : score
    }
}

extension NameAlignment {
    /// Whether the names have enough in common to be shown: a given and a family name each, or all that was typed.
    fileprivate func hasEnough(isTyped: Bool) -> Bool {
        if pairs.isEmpty { return false }
        let meant = presented.count { !$0.isParticle }
        let isAllPaired = presentedLeft.allSatisfy { presented[$0].isParticle }
        if meant <= 1 { return isAllPaired }
        // Two names that only sound alike are two names, but for another romanisation of both.
        if pairs.allSatisfy({ $0.agreement == .soundsAlike }), !pairs.allSatisfy(soundsTheSame) { return false }
        if isTyped, isAllPaired, !pairs.contains(where: { $0.agreement == .initial }) { return true }
        let others = registered.count { !$0.isParticle }
        if others <= 1 { return registeredLeft.isEmpty }
        let paired = presented.count - presentedLeft.count
        guard paired >= 2 || pairs.contains(where: { $0.registered.count > 1 }) else { return false }
        // An initial alone for the given name and a family name that differs is too little.
        if pairs.count(where: { $0.agreement == .initial }) > 0, pairs.contains(where: { $0.agreement.isNear }),
            pairs.count <= 2
        {
            return false
        }
        return [NameWord.Role.family, .given].allSatisfy { role in
            (!presented.contains { $0.role == role } || hasPresented(role))
                && (!registered.contains { $0.role == role } || hasRegistered(role))
        }
    }

    /// Whether a short form was found for one part of a double name while its other part is left over.
    fileprivate var leavesRestOfShortForm: Bool {
        pairs.contains { $0.agreement == .shortForm } && registeredLeft.contains { registered[$0].role != .family }
    }

    /// Whether a first name is matched by somebody's middle initial, or the other way round.
    fileprivate var hasStrayInitial: Bool {
        pairs.contains { pair in
            pair.agreement == .initial
                && (presentedLeft.contains { $0 < pair.presented.lowerBound && presented[$0].role != .family }
                    || registeredLeft.contains { $0 < pair.registered.lowerBound && registered[$0].role != .family })
        }
    }

    /// Whether two words are romanisations of one name, as far as their letters tell.
    fileprivate func soundsTheSame(_ pair: Pair) -> Bool {
        guard pair.agreement.isNear else { return pair.agreement >= .coarse || pair.agreement == .romanised }
        let shown = presented[pair.presented].map { $0.spellings[0] }.joined()
        let known = registered[pair.registered].map { $0.spellings[0] }.joined()
        return SoundKey.areRomanisations(shown, known)
    }

    /// Whether a name in Han characters or Hangul was compared by its romanisation.
    fileprivate var changesScript: Bool {
        pairs.contains { pair in
            presented[pair.presented.lowerBound].isIdeographic != registered[pair.registered.lowerBound].isIdeographic
        }
    }

    private func isSpelledAlike(_ pair: Pair) -> Bool {
        if pair.agreement == .same { return true }
        guard pair.agreement == .coarse, pair.presented.count == 1, pair.registered.count == 1 else { return false }
        let (shown, known) = (presented[pair.presented.lowerBound], registered[pair.registered.lowerBound])
        return CyrillicLetters.areRomanisations(shown.spellings[0], known.spellings[0])
    }

    /// Whether all words are the same, or written as another spelling of theirs is; a middle name may be an initial.
    fileprivate var isSpelledAlike: Bool {
        pairs.allSatisfy { $0.agreement == .initial || isSpelledAlike($0) }
            && [NameWord.Role.given, .family].allSatisfy { role in
                pairs.contains { pair in
                    isSpelledAlike(pair) && pair.presented.contains { presented[$0].role.agrees(with: role) }
                }
            }
    }

    /// Whether family and given name stand in each other's field, and nothing else is the matter.
    fileprivate var isWholeWhereNamesCross: Bool {
        !crosses || (pairs.allSatisfy(\.crosses) && presentedLeft.isEmpty && registeredLeft.isEmpty)
    }

    /// Whether the first given names are the same, so that only middle names and second family names are missing.
    fileprivate var agreesOnFirstNames: Bool {
        // A document leaves out fewer names than a form, so nothing that was registered may be missing on it.
        guard registeredLeft.allSatisfy({ registered[$0].isFamilyParticle }) else { return false }
        let first = presented.firstIndex { $0.role == .given } ?? 0
        // "ALEX" at the end of a full field may be Alexander; with another name behind it, it is Alex.
        if presented[first].mayBeCut, !presented.dropFirst(first + 1).contains(where: { $0.role == .given }) {
            return false
        }
        if pairs.contains(where: { $0.agreement == .initial && $0.presented.contains(first) }) { return false }
        if presentedLeft.isEmpty { return true }
        let firstRegistered = registered.firstIndex { $0.role == .given } ?? 0
        return !presentedLeft.contains(first)
            && pairs.contains { pair in
                pair.presented.contains(first)
                    && (pair.registered.contains(firstRegistered) || registered[firstRegistered].role == .unknown)
            }
    }
}
