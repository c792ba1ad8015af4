// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Puts people on the list who came without being on it: accepted, as attendees.
package struct WalkInDesk<Store: Journal>: Sendable {
    private let journal: Store
    private let now: @Sendable () -> Date

    package init(journal: Store, now: @escaping @Sendable () -> Date = { Date() }) {
        self.journal = journal
        self.now = now
    }

    /// Registers `walkIn`; the same request again is the same person.
    ///
    /// The row and the fact are one commit, and the fact names the person by the identifier alone.
    package func register(_ walkIn: WalkIn, request: FactID, at station: StationID) async throws -> WalkInOutcome {
        let arrival = now()
        return try await journal.decide { context in
            if let known = try context.fact(request) {
                guard case .walkedIn(let id) = known.event, let person = try context.registration(id) else {
                    return Decision(answer: .requestUsedBefore)
                }
                return Decision(answer: .registered(person))
            }
            let person = Registration(id: RegistrationID(), details: walkIn.details)
            return Decision(
                recording: [Fact(id: request, at: arrival, station: station, .walkedIn(person.id))],
                registering: [person], answer: .registered(person))
        }
    }
}

package enum WalkInOutcome: Equatable, Sendable {
    case registered(Registration)
    /// The request's identifier belongs to something else that happened.
    case requestUsedBefore
}

/// What a walk-in tells the desk, fit for a badge.
package struct WalkIn: Equatable, Sendable {
    package let details: RegistrationDetails

    /// Takes what was typed without outer blanks and on one line; a blank field is an absent one.
    ///
    /// The legal name is made of the given and the family name, or is the badge name where there are none.
    package init(
        badgeName: String, givenName: String?, familyName: String?, affiliation: String?, email: String?
    ) throws(TypedTextError) {
        guard let badge = try TypedText.read(badgeName) else { throw .badgeNameMissing }
        let given = try TypedText.read(givenName)
        let family = try TypedText.read(familyName)
        let fullName = Self.fullName(given, family, badgeName: badge)
        var address: String?
        if let typed = try TypedText.read(email) {
            address = MailCell(typed).address
            if address == nil { throw .emailMalformed }
        }
        details = RegistrationDetails(
            fullName: fullName, givenName: given, familyName: family, preferredName: badge == fullName ? nil : badge,
            email: address, affiliation: try TypedText.read(affiliation))
    }

    /// Both names in the badge name's order where it holds both, for families that come first.
    private static func fullName(_ given: String?, _ family: String?, badgeName: String) -> String {
        let names = [given, family].compactMap(\.self)
        if names.isEmpty || names.allSatisfy(badgeName.contains) { return badgeName }
        return names.joined(separator: " ")
    }
}
