// SPDX-License-Identifier: Apache-2.0

extension NameMatch {
    /// What agrees and what differs, in the order in which it stands on the document.
    var reasons: [MatchReason] {
        var reasons: [MatchReason] = []
        for pair in alignment.pairs.sorted(by: { $0.presented.lowerBound < $1.presented.lowerBound }) {
            if let reason = reason(for: pair) { reasons.append(reason) }
        }
        reasons += leftOver
        if alignment.crosses {
            reasons.append(alignment.pairs.allSatisfy(\.crosses) ? .namesSwapped : .otherNameOrder)
        }
        if isPreferred { reasons.append(.preferredName) }
        if suffixDiffers { reasons.append(.otherSuffix) }
        if tier == .identical { reasons.insert(.sameName, at: 0) }
        var seen: Set<MatchReason> = []
        return reasons.filter { seen.insert($0).inserted }
    }

    private func reason(for pair: NameAlignment.Pair) -> MatchReason? {
        let shown = pair.presented.map { alignment.presented[$0].text }.joined()
        let registered = pair.registered.map { alignment.registered[$0].text }.joined()
        let difference = LetterDifference.text(registered: registered, shown: shown)
        switch pair.agreement {
        case .same:
            if pair.presented.count != pair.registered.count { return .wordsJoined }
            let isSameScript =
                alignment.presented[pair.presented.lowerBound].isIdeographic
                == alignment.registered[pair.registered.lowerBound].isIdeographic
            guard isSameScript, LetterDifference.isMoreThanMarks(registered, shown) else { return nil }
            return .spelledDifferently(difference)
        case .coarse, .romanised: return .spelledDifferently(difference)
        case .oneLetter: return .oneLetterDiffers(difference)
        case .twoLetters, .nearBeginning, .soundsAlike: return .lettersDiffer(difference)
        case .shortForm: return .shortForm("\(registered) → \(shown)")
        case .initial: return .initialOnly("\(registered) → \(shown)")
        case .beginning:
            guard alignment.presented[pair.presented.lowerBound].mayBeCut else { return .startsWith }
            return alignment.presented[pair.presented.lowerBound].role == .family ? .familyNameCut : .givenNameCut
        }
    }

    private var leftOver: [MatchReason] {
        let isFirstGivenShared = alignment.hasRegistered(.given) || alignment.hasPresented(.given)
        var reasons: [MatchReason] = []
        let left =
            words(alignment.presentedLeft, of: alignment.presented)
            + words(alignment.registeredLeft, of: alignment.registered)
        if left.contains(where: { $0.role != .family }) {
            if alignment.contradicts(.given) {
                reasons.append(.otherMiddleName)
            } else {
                reasons.append(isFirstGivenShared ? .middleNameMissing : .givenNameMissing)
            }
        }
        if left.contains(where: { $0.role == .family }) {
            reasons.append(alignment.contradicts(.family) ? .otherFamilyName : .familyNamePartMissing)
        }
        return reasons
    }

    private func words(_ indices: [Int], of words: [NameWord]) -> [NameWord] {
        indices.map { words[$0] }.filter { !$0.isParticle }
    }
}
