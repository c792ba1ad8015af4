// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Takes what people think of sessions, once from each, and keeps it apart from who they are.
package final class FeedbackDesk<Store: Journal>: Sendable {
    private let journal: Store
    private let now: @Sendable () -> Date

    package init(journal: Store, now: @escaping @Sendable () -> Date = { Date() }) {
        self.journal = journal
        self.now = now
    }

    /// Puts it on record that the person said something, and what was said without the person.
    package func give(
        _ opinion: Opinion, on session: SessionID, by person: RegistrationID, request: FactID
    ) async throws -> FeedbackOutcome {
        let now = now()
        return try await journal.decide { context in
            if let known = try context.fact(request) {
                guard case .feedbackGiven(_, person) = known.event else {
                    return Decision(answer: .refused(.requestUsedBefore))
                }
                return Decision(answer: .recorded)
            }
            let book = context.state.sessions
            guard let asked = book[session] else { return Decision(answer: .refused(.unknownSession)) }
            guard let target = asked.mergedInto.map({ book[$0] }) ?? asked else {
                return Decision(answer: .refused(.unknownSession))
            }
            guard target.hasBegun(at: now) else { return Decision(answer: .refused(.notBegun)) }
            guard !target.feedbackGivers.contains(person) else { return Decision(answer: .refused(.givenBefore)) }
            return Decision(
                recording: [Fact(id: request, at: now, station: nil, .feedbackGiven(target.id, by: person))],
                writing: [
                    .feedback(Feedback(session: target.id, rating: opinion.rating, comment: opinion.comment))
                ],
                answer: .recorded)
        }
    }
}

extension Session {
    /// Whether it takes place or took place.
    package func hasBegun(at now: Date) -> Bool {
        switch phase(at: now) {
        case .running, .over: true
        case .proposed, .planned, .withdrawn, .merged: false
        }
    }
}

/// What somebody thinks of a session.
package struct Opinion: Equatable, Sendable {
    /// From 1, bad, to 5, good.
    package let rating: Int
    package let comment: String?

    package static let longestComment = 2000

    package init(rating: Int, comment: String?) throws(OpinionError) {
        guard (1...5).contains(rating) else { throw .impossibleRating }
        self.rating = rating
        do {
            self.comment = try Wording.text(comment, upTo: Self.longestComment)
        } catch {
            throw .wording(error)
        }
    }
}

package enum OpinionError: Error, Equatable, Sendable {
    case impossibleRating
    case wording(WordingError)
}

package enum FeedbackOutcome: Equatable, Sendable {
    case recorded
    case refused(FeedbackRefusal)
}

package enum FeedbackRefusal: Equatable, Sendable {
    case unknownSession
    /// Nobody has been there yet.
    case notBegun
    case givenBefore
    case requestUsedBefore
}
