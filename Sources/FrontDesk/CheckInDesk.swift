// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Checks people in: one check-in and, unless the desk wants none, one badge for each registration, in one commit.
package struct CheckInDesk<Store: Journal, Verifier: BadgeVerifier>: Sendable {
    private let journal: Store
    private let issuer: BadgeIssuer<Verifier>
    private let codeOfConduct: String
    private let rules: AdmissionRules?
    private let now: @Sendable () -> Date

    package init(
        journal: Store, event: Event, verifier: Verifier, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.journal = journal
        issuer = BadgeIssuer(reader: BadgeReader(event: event.id, verifier: verifier))
        codeOfConduct = event.codeOfConduct.version
        rules = event.admission
        self.now = now
    }

    /// Checks the person in, or says why not; the same request again gets the same answer.
    ///
    /// The person gets a badge from `source`, or none.
    package func checkIn(
        _ request: CheckInRequest, at station: StationID, badge source: BadgeSource?
    ) async throws -> CheckInOutcome {
        let stamp = Stamp(at: request.at ?? now(), station: station)
        let supply = source.map(issuer.supply)
        return try await journal.decide { context in
            try decide(request, stamp, supply, in: context)
        }
    }

    /// Takes a check-in back and revokes the badge; history is kept.
    package func undo(_ checkIn: FactID, reason: UndoReason, at station: StationID) async throws -> UndoOutcome {
        let stamp = Stamp(at: now(), station: station)
        return try await journal.decide { context in
            let state = context.state
            guard let (registration, _) = state.checkIns.first(where: { $0.value.id == checkIn }) else {
                return Decision(answer: .notCheckedIn)
            }
            let badge = state.liveBadges[registration]
            let facts =
                [stamp.fact(.checkInUndone(registration, checkIn: checkIn, reason: reason))]
                + (badge.map { [stamp.fact(.badgeRevoked($0, reason: .checkInUndone))] } ?? [])
            return Decision(recording: facts, answer: .undone(registration))
        }
    }

    private func decide(
        _ request: CheckInRequest, _ stamp: Stamp, _ supply: BadgeIssuer<Verifier>.Supply?,
        in context: DecisionContext
    ) throws -> Decision<CheckInOutcome> {
        let state = context.state
        guard let registration = try context.registration(request.registration) else {
            return Decision(answer: .refused(.unknownRegistration))
        }
        if let checkIn = state.checkIns[registration.id] {
            let badge = state.badge(of: registration.id)
            guard checkIn.id == request.id else { return Decision(answer: .alreadyCheckedIn(checkIn, badge)) }
            return Decision(
                answer: .admitted(Admission(checkIn: checkIn, badge: badge?.serial, printJob: badge?.printJob)))
        }
        if let refusal = try refusal(of: request, registration, in: context) {
            return Decision(answer: .refused(refusal))
        }
        return admit(request, registration, stamp, supply, state)
    }

    private func refusal(
        of request: CheckInRequest, _ registration: Registration, in context: DecisionContext
    ) throws -> CheckInRefusal? {
        if try context.fact(request.id) != nil { return .requestUsedBefore }
        let state = context.state
        let standing = state.standing(of: registration)
        if standing == .declined { return .declined }
        if !standing.hasSeat {
            let plan = SeatPlan(state, try context.seatRoster(), rules)
            let ahead = plan.ahead(of: registration.id)
            guard plan.admits(registration.id) else {
                if case .forfeited(let date) = standing { return .seatForfeited(at: date, ahead: ahead) }
                return .waitlisted(position: ahead + 1)
            }
        }
        let agreed = request.agreesToCodeOfConduct || state.agreements[registration.id] == codeOfConduct
        return agreed ? nil : .codeOfConductRequired
    }

    private func admit(
        _ request: CheckInRequest, _ registration: Registration, _ stamp: Stamp,
        _ supply: BadgeIssuer<Verifier>.Supply?, _ state: ConferenceState
    ) -> Decision<CheckInOutcome> {
        let arrival = Fact(
            id: request.id, at: stamp.at, station: stamp.station,
            .checkedIn(registration.id, evidence: request.evidence, codeOfConduct: codeOfConduct))
        let checkIn = CheckIn(
            id: arrival.id, at: arrival.at, station: stamp.station, evidence: request.evidence,
            codeOfConduct: codeOfConduct)
        guard let supply else {
            let badge = state.badge(of: registration.id)
            return Decision(
                recording: [arrival],
                answer: .admitted(Admission(checkIn: checkIn, badge: badge?.serial, printJob: badge?.printJob)))
        }
        switch issuer.issue(supply, to: registration.id, stamp, in: state) {
        case .failure(let error): return Decision(answer: .refused(.badge(error.refusal)))
        case .success(let issue):
            return Decision(
                recording: [arrival] + issue.facts,
                answer: .admitted(Admission(checkIn: checkIn, badge: issue.serial, printJob: issue.printJob)))
        }
    }
}

/// What a desk asks for when the volunteer confirms.
package struct CheckInRequest: Sendable {
    /// Made once for each confirmation: the same request sent again is the same check-in.
    package let id: FactID
    package let registration: RegistrationID
    package let evidence: Evidence
    package let agreesToCodeOfConduct: Bool
    /// When the person came, where that was not now.
    package let at: Date?

    package init(
        id: FactID, registration: RegistrationID, evidence: Evidence, agreesToCodeOfConduct: Bool, at: Date? = nil
    ) {
        self.id = id
        self.registration = registration
        self.evidence = evidence
        self.agreesToCodeOfConduct = agreesToCodeOfConduct
        self.at = at
    }
}

package enum CheckInOutcome: Equatable, Sendable {
    case admitted(Admission)
    case alreadyCheckedIn(CheckIn, Badge?)
    case refused(CheckInRefusal)
}

/// A check-in with the badge that the person has then, if any.
package struct Admission: Equatable, Sendable {
    package let checkIn: CheckIn
    package let badge: BadgeSerial?
    package let printJob: PrintJobID?
}

package enum CheckInRefusal: Equatable, Sendable {
    case unknownRegistration
    /// 1 is the next to get a seat.
    case waitlisted(position: Int)
    /// The person had not come when seats were released; so many get one before them.
    case seatForfeited(at: Date, ahead: Int)
    case declined
    case codeOfConductRequired
    /// The badge that was scanned cannot be given.
    case badge(GivenBadgeRefusal)
    /// The request's identifier belongs to something else that happened.
    case requestUsedBefore
}

package enum UndoOutcome: Equatable, Sendable {
    case undone(RegistrationID)
    case notCheckedIn
}
