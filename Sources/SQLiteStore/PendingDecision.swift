// SPDX-License-Identifier: Apache-2.0

import Conference

/// A decision that waits for its turn, with the caller that waits for its answer.
struct PendingDecision: Sendable {
    /// Decides, and returns the facts to record and how to answer the caller.
    let decide: @Sendable (DecisionContext) throws -> Decided
    let fail: @Sendable (any Error) -> Void

    struct Decided: Sendable {
        let facts: [Fact]
        let registrations: [Registration]
        let texts: [ProgrammeText]
        /// Takes the answer from the state that holds the facts; what it returns tells it to the caller, once the
        /// facts are durable.
        let answer: @Sendable (ConferenceState) -> @Sendable () -> Void
    }

    init<Answer: Sendable>(
        _ decision: @escaping @Sendable (DecisionContext) throws -> Decision<Answer>,
        _ continuation: CheckedContinuation<Answer, any Error>
    ) {
        decide = { context in
            let decision = try decision(context)
            return Decided(
                facts: decision.facts, registrations: decision.registrations, texts: decision.texts
            ) { state in
                let answer = decision.answer(state)
                return { continuation.resume(returning: answer) }
            }
        }
        fail = { continuation.resume(throwing: $0) }
    }
}
