// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Takes what people say about being seen; it goes before what the list says, and holds until they say otherwise.
package struct ConsentDesk<Store: Journal>: Sendable {
    private let journal: Store
    private let now: @Sendable () -> Date

    package init(journal: Store, now: @escaping @Sendable () -> Date = { Date() }) {
        self.journal = journal
        self.now = now
    }

    /// Records whether the person agrees to be seen on a livestream; the same request again changes nothing.
    package func answerLivestream(
        _ id: RegistrationID, consents: Bool, request: FactID, at station: StationID
    ) async throws -> ConsentOutcome {
        let moment = now()
        return try await journal.decide { context in
            guard try context.registration(id) != nil else { return Decision(answer: .unknownRegistration) }
            let answer = Happening.livestreamAnswered(id, consents: consents)
            if let known = try context.fact(request) {
                return Decision(answer: known.event == answer ? .recorded : .requestUsedBefore)
            }
            let isNews = context.state.livestreamAnswers[id] != consents
            return Decision(
                recording: isNews ? [Fact(id: request, at: moment, station: station, answer)] : [],
                answer: .recorded)
        }
    }
}

package enum ConsentOutcome: Equatable, Sendable {
    case recorded
    case unknownRegistration
    /// The request's identifier belongs to something else that happened.
    case requestUsedBefore
}
