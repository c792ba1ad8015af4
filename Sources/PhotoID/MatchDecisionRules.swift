// SPDX-License-Identifier: Apache-2.0

extension MatchDecision {
    /// Decides on the matches of a name, best first.
    init(_ name: PresentedName, _ matches: [NameMatch]) {
        guard let best = matches.first else {
            self = .none
            return
        }
        let fitting = matches.count { $0.tier < .near }
        if fitting > 1 || (fitting == 1 && matches.contains { $0.isTwin(of: best) }) {
            self = .ambiguous
        } else if name.isTyped {
            self = MatchDecision.typed(best, next: matches.dropFirst().first)
        } else {
            self = MatchDecision.scanned(best, isDoubtful: name.isDoubtful)
        }
    }

    /// A document is printed: one letter that differs means another person until somebody has looked.
    private static func scanned(_ best: NameMatch, isDoubtful: Bool) -> MatchDecision {
        if best.tier == .near || best.isGuess { return .ambiguous }
        return best.isCertain && !isDoubtful ? .exact : .likely
    }

    /// Fingers slip: one match that stands out is likely the one that is meant.
    private static func typed(_ best: NameMatch, next: NameMatch?) -> MatchDecision {
        if best.isWholeName { return .exact }
        if best.tier < .near { return .likely }
        guard best.isSlip else { return .ambiguous }
        guard let next else { return .likely }
        return best.score - next.score >= 15 ? .likely : .ambiguous
    }
}
