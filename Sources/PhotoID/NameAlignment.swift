// SPDX-License-Identifier: Apache-2.0

/// Which words of a presented name stand for which words of a registered one.
struct NameAlignment {
    struct Pair {
        let presented: Range<Int>
        let registered: Range<Int>
        let agreement: Agreement
        /// Whether a family name stands for a given name.
        let crosses: Bool
    }

    let presented: [NameWord]
    let registered: [NameWord]
    private(set) var pairs: [Pair] = []
    private(set) var presentedLeft: [Int] = []
    private(set) var registeredLeft: [Int] = []

    /// Pairs the words, the best agreement first; `crossing` allows family names to stand for given names.
    init(_ presented: PresentedName, _ registered: RegisteredName, hits: WordHits, crossing: Bool) {
        self.presented = presented.units.words
        self.registered = registered.words
        var possible = initials()
        for unit in registered.units {
            for token in unit.tokens {
                for entry in hits.byToken[token] ?? [] {
                    let words = presented.units.units[entry.unit].words
                    if words.count > 1, unit.words.count > 1, words.count == unit.words.count { continue }
                    if unit.words.count > 1, !reachesAcross(words, unit.words, entry.agreement) { continue }
                    possible.append(pair(words, unit.words, entry.agreement))
                }
            }
        }
        if !crossing { possible.removeAll { $0.crosses } }
        choose(from: possible)
    }
}

extension NameAlignment {
    private func pair(_ presented: Range<Int>, _ registered: Range<Int>, _ agreement: Agreement) -> Pair {
        let (shown, known) = (self.presented[presented.lowerBound], self.registered[registered.lowerBound])
        let isRomanised = agreement == .soundsAlike && shown.isLooselyRomanised != known.isLooselyRomanised
        return Pair(
            presented: presented, registered: registered, agreement: isRomanised ? .romanised : agreement,
            crosses: !shown.role.agrees(with: known.role))
    }

    /// Whether a word agrees with several registered ones together, and not just with the first of them.
    private func reachesAcross(_ presented: Range<Int>, _ registered: Range<Int>, _ agreement: Agreement) -> Bool {
        let length = self.presented[presented.lowerBound].spellings[0].utf8.count
        return switch agreement {
        case .same, .coarse, .soundsAlike: true
        case .oneLetter: length > 5
        case .beginning: length > self.registered[registered.lowerBound].spellings[0].utf8.count
        default: false
        }
    }

    /// A single letter on either side stands for any given name that begins with it.
    private func initials() -> [Pair] {
        var pairs: [Pair] = []
        for (left, word) in presented.enumerated() {
            for (right, other) in registered.enumerated() where word.isInitial || other.isInitial {
                guard word.firstLetters & other.firstLetters != 0 else { continue }
                let agreement: Agreement = word.isInitial && other.isInitial ? .same : .initial
                let pair = pair(left..<(left + 1), right..<(right + 1), agreement)
                if !pair.crosses { pairs.append(pair) }
            }
        }
        return pairs
    }

    private mutating func choose(from possible: [Pair]) {
        var presentedFree = [Bool](repeating: true, count: presented.count)
        var registeredFree = [Bool](repeating: true, count: registered.count)
        for pair in possible.sorted(by: NameAlignment.isBetter) {
            guard pair.presented.allSatisfy({ presentedFree[$0] }), pair.registered.allSatisfy({ registeredFree[$0] })
            else { continue }
            for index in pair.presented { presentedFree[index] = false }
            for index in pair.registered { registeredFree[index] = false }
            pairs.append(pair)
        }
        presentedLeft = presentedFree.indices.filter { presentedFree[$0] }
        registeredLeft = registeredFree.indices.filter { registeredFree[$0] }
    }

    /// Better agreement first; then the pair that keeps its role; then the more words; then the same place in the name.
    private static func isBetter(_ left: Pair, _ right: Pair) -> Bool {
        if left.agreement != right.agreement { return left.agreement > right.agreement }
        if left.crosses != right.crosses { return right.crosses }
        let (more, fewer) = (
            left.presented.count + left.registered.count, right.presented.count + right.registered.count
        )
        if more != fewer { return more > fewer }
        let (near, far) = (distance(left), distance(right))
        return near == far ? left.presented.lowerBound < right.presented.lowerBound : near < far
    }

    private static func distance(_ pair: Pair) -> Int {
        abs(pair.presented.lowerBound - pair.registered.lowerBound)
    }
}

// MARK: - What the pairs say

extension NameAlignment {
    var crosses: Bool { pairs.contains { $0.crosses } }

    /// Whether the registered words of a role have a counterpart.
    func hasRegistered(_ role: NameWord.Role) -> Bool {
        pairs.contains { pair in pair.registered.contains { registered[$0].role == role } }
    }

    func hasPresented(_ role: NameWord.Role) -> Bool {
        pairs.contains { pair in pair.presented.contains { presented[$0].role == role } }
    }

    /// Whether both sides have a word left over where the other has another: two middle names, two second surnames.
    func contradicts(_ role: NameWord.Role) -> Bool {
        // What is a particle in one country is a middle name in another; only in a family name is it surely one.
        let left = presentedLeft.filter { !presented[$0].isFamilyParticle && presented[$0].role.agrees(with: role) }
        let right = registeredLeft.filter { !registered[$0].isFamilyParticle && registered[$0].role.agrees(with: role) }
        return left.contains { word in
            right.contains { crosses || presented[word].role.agrees(with: registered[$0].role) }
        }
    }

    var contradicts: Bool { contradicts(.given) || contradicts(.family) || (crosses && bothLeft) }

    private var bothLeft: Bool {
        presentedLeft.contains { !presented[$0].isParticle } && registeredLeft.contains { !registered[$0].isParticle }
    }
}
