// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Corrects what stands on a person's badge, so that it is right on every later one.
package struct BadgeTextDesk<Store: Journal>: Sendable {
    private let journal: Store
    private let now: @Sendable () -> Date

    package init(journal: Store, now: @escaping @Sendable () -> Date = { Date() }) {
        self.journal = journal
        self.now = now
    }

    /// Saves `correction` with the registration; the same request again changes nothing.
    ///
    /// The row and the fact are one commit, and the fact says that there was a correction, not what it says. A badge
    /// that is on paper stays valid until it is replaced.
    package func correct(
        _ id: RegistrationID, to correction: BadgeCorrection, request: FactID, at station: StationID
    ) async throws -> CorrectionOutcome {
        let moment = now()
        return try await journal.decide { context in
            guard let person = try context.registration(id) else { return Decision(answer: .unknownRegistration) }
            if let known = try context.fact(request) {
                let isThis = known.event == .badgeTextCorrected(id)
                return Decision(answer: isThis ? .corrected(person) : .requestUsedBefore)
            }
            let corrected = Registration(id: id, details: correction.applied(to: person.details))
            return Decision(
                recording: [Fact(id: request, at: moment, station: station, .badgeTextCorrected(id))],
                registering: [corrected], answer: .corrected(corrected))
        }
    }
}

package enum CorrectionOutcome: Equatable, Sendable {
    case corrected(Registration)
    case unknownRegistration
    /// The request's identifier belongs to something else that happened.
    case requestUsedBefore
}

/// What is to stand on a badge instead.
package struct BadgeCorrection: Equatable, Sendable {
    private let badgeName: String
    private let pronouns: String?
    private let affiliation: String?

    /// Takes what was typed without outer blanks and on one line; a blank field is an absent one.
    package init(badgeName: String, pronouns: String?, affiliation: String?) throws(TypedTextError) {
        guard let badge = try TypedText.read(badgeName) else { throw .badgeNameMissing }
        self.badgeName = badge
        self.pronouns = try TypedText.read(pronouns)
        self.affiliation = try TypedText.read(affiliation)
    }

    func applied(to details: RegistrationDetails) -> RegistrationDetails {
        var new = details
        new.preferredName = badgeName == details.fullName ? nil : badgeName
        new.pronouns = pronouns
        new.affiliation = affiliation
        return new
    }
}

extension BadgeCorrection: CustomStringConvertible {
    package var description: String { "badge correction (redacted)" }
}
