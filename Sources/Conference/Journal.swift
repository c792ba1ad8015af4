// SPDX-License-Identifier: Apache-2.0

/// The record of all facts, the only thing that is written.
package protocol Journal: Sendable {
    /// Runs `decision` on the current state, records its facts and returns its answer once they are durable.
    ///
    /// Decisions run one after the other, each seeing what those before it recorded; several share one commit. Throws
    /// what the decision throws, and a ``JournalError`` when nothing could be recorded.
    func decide<Answer: Sendable>(
        _ decision: @escaping @Sendable (DecisionContext) throws -> Decision<Answer>
    ) async throws -> Answer

    /// Takes in what other programs have recorded since; throws when the record cannot be read.
    func catchUp() async throws

    /// What `view` takes from the current state, which holds durable facts only.
    func read<Value: Sendable>(_ view: @escaping @Sendable (ConferenceState) -> Value) async -> Value
}

/// What a decision may look at.
package struct DecisionContext {
    package let state: ConferenceState
    private let lookups: Lookups

    /// What is asked of the store only when a decision needs it.
    package struct Lookups {
        fileprivate let registration: (RegistrationID) throws -> Registration?
        fileprivate let fact: (FactID) throws -> Fact?
        fileprivate let seatRoster: () throws -> SeatRoster
        fileprivate let alias: (RegistrationID, String) throws -> Alias

        package init(
            registration: @escaping (RegistrationID) throws -> Registration?,
            fact: @escaping (FactID) throws -> Fact?, seatRoster: @escaping () throws -> SeatRoster,
            alias: @escaping (RegistrationID, String) throws -> Alias
        ) {
            self.registration = registration
            self.fact = fact
            self.seatRoster = seatRoster
            self.alias = alias
        }
    }

    package init(state: ConferenceState, lookups: Lookups) {
        self.state = state
        self.lookups = lookups
    }

    package func registration(_ id: RegistrationID) throws -> Registration? { try lookups.registration(id) }

    /// The fact with this identifier, if it was recorded already.
    package func fact(_ id: FactID) throws -> Fact? { try lookups.fact(id) }

    /// Who has a seat by the list and who waits for one; kept until the list changes.
    package func seatRoster() throws -> SeatRoster { try lookups.seatRoster() }

    /// Who stands in the journal for somebody on `day`, written `yyyy-mm-dd`, whose ways are not recorded with them.
    package func alias(of registration: RegistrationID, on day: String) throws -> Alias {
        try lookups.alias(registration, day)
    }
}

/// What a decision came to: the facts to record, who comes onto the list with them, and the answer to give then.
package struct Decision<Answer: Sendable>: Sendable {
    package let facts: [Fact]
    /// Saved in the facts' own commit; the facts name them by their identifiers alone.
    package let registrations: [Registration]
    /// What people wrote, saved in the facts' own commit.
    package let texts: [ProgrammeText]
    /// The answer, given the state that holds the facts.
    package let answer: @Sendable (ConferenceState) -> Answer

    package init(
        recording facts: [Fact] = [], registering registrations: [Registration] = [],
        writing texts: [ProgrammeText] = [],
        answer: Answer
    ) {
        self.init(recording: facts, registering: registrations, writing: texts) { _ in answer }
    }

    package init(
        recording facts: [Fact] = [], registering registrations: [Registration] = [],
        writing texts: [ProgrammeText] = [],
        answering answer: @escaping @Sendable (ConferenceState) -> Answer
    ) {
        self.facts = facts
        self.registrations = registrations
        self.texts = texts
        self.answer = answer
    }
}

/// Why a decision could not be recorded.
package struct JournalError: Error, Equatable, Sendable {
    package enum Code: Sendable {
        /// Too many decisions wait; the caller should come back in a second.
        case busy
        /// The facts contradict what the schema holds to be true whatever happens.
        case contradiction
        /// The disk or the database refused.
        case unavailable
    }

    package let code: Code
    /// What happened and what to do.
    package let message: String
    package let cause: String?

    package init(code: Code, message: String, cause: String? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }
}
