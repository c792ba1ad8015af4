// SPDX-License-Identifier: Apache-2.0

/// The answer to one look-up: who on the list it may be, best first, and how sure that is.
package struct LookupResult<ID: Hashable & Sendable>: Sendable, Equatable {
    package let decision: MatchDecision
    package let source: LookupSource
    /// At most twenty people; empty exactly when the decision is `none`.
    package let candidates: [MatchCandidate<ID>]
}

/// How sure a look-up is.
package enum MatchDecision: String, Sendable {
    /// The first candidate, and nobody else on the list fits.
    case exact
    /// One candidate stands out, with a difference to look at.
    case likely
    /// Several fit, or the only one differs in a way that a person has to judge.
    case ambiguous
    /// Nobody fits, or the document could not be read.
    case none
}

/// What kind of input a look-up was given.
package enum LookupSource: String, Sendable {
    case aamva, mrz, code, email, name
}

/// Somebody whom the input may mean, with what agrees and what differs.
package struct MatchCandidate<ID: Hashable & Sendable>: Sendable, Equatable {
    package let id: ID
    package let reasons: [MatchReason]
}

extension LookupResult {
    static func nobody(_ source: LookupSource) -> LookupResult {
        LookupResult(decision: .none, source: source, candidates: [])
    }
}
