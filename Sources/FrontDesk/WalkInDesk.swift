// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Puts people on the list who came without being on it: accepted, as attendees.
package struct WalkInDesk<Store: Journal>: Sendable {
    private let journal: Store
    private let rules: AdmissionRules?
    private let now: @Sendable () -> Date

    package init(journal: Store, rules: AdmissionRules? = nil, now: @escaping @Sendable () -> Date = { Date() }) {
        self.journal = journal
        self.rules = rules
        self.now = now
    }

    /// Registers `walkIn`; the same request again is the same person.
    ///
    /// The row and the fact are one commit, and the fact names the person by the identifier alone. Where seats are
    /// counted and none is free, nobody is registered but by the word of whoever asks, `overCount`.
    package func register(
        _ walkIn: WalkIn, overCount: Bool = false, request: FactID, at station: StationID
    ) async throws -> WalkInOutcome {
        let arrival = now()
        return try await journal.decide { [rules] context in
            if let known = try context.fact(request) {
                guard case .walkedIn(let id) = known.event, let person = try context.registration(id) else {
                    return Decision(answer: .requestUsedBefore)
                }
                return Decision(answer: .registered(person))
            }
            let person = Registration(id: RegistrationID(), details: walkIn.details)
            var facts = [Fact(id: request, at: arrival, station: station, .walkedIn(person.id))]
            if context.state.countsSeats(by: rules) {
                let plan = SeatPlan(context.state, try context.seatRoster(), rules)
                if !plan.admitsWalkIn {
                    guard overCount else { return Decision(answer: .noSeatFree(waiting: plan.waiting.count)) }
                    facts.append(Fact(at: arrival, station: station, .seatGranted(person.id)))
                }
            }
            return Decision(recording: facts, registering: [person], answer: .registered(person))
        }
    }
}

package enum WalkInOutcome: Equatable, Sendable {
    case registered(Registration)
    /// No seat is free that nobody waits for.
    case noSeatFree(waiting: Int)
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
