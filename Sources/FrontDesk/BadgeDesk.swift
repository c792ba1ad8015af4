// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// The life of a badge: issued apart from a check-in, activated by a scan, replaced when it is lost.
package struct BadgeDesk<Store: Journal, Verifier: BadgeVerifier>: Sendable {
    private let journal: Store
    private let reader: BadgeReader<Verifier>
    private let issuer: BadgeIssuer<Verifier>
    private let now: @Sendable () -> Date

    package init(
        journal: Store, event: Slug<Event>, verifier: Verifier, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.journal = journal
        reader = BadgeReader(event: event, verifier: verifier)
        issuer = BadgeIssuer(reader: reader)
        self.now = now
    }

    /// Activates the badge `serial` if that is the one that was scanned.
    package func activate(_ serial: BadgeSerial, scanned text: String, at station: StationID) async throws
        -> ActivationOutcome
    {
        let reading = reader.read(text)
        let stamp = Stamp(at: now(), station: station)
        return try await journal.decide { context in
            guard let badge = context.state.badges[serial] else { return Decision(answer: .unknownBadge) }
            switch reading {
            case .unreadable: return Decision(answer: .refused(.unreadable))
            case .foreign: return Decision(answer: .refused(.foreign))
            case .forged: return Decision(answer: .refused(.forged))
            case .genuine(let scanned) where context.state.pool.contains(scanned):
                return Decision(answer: .badgeOfThePool)
            case .genuine(let scanned) where scanned != serial: return Decision(answer: .otherBadge)
            case .genuine: break
            }
            guard badge.revocation == nil else { return Decision(answer: .refused(.revoked)) }
            let facts = badge.activatedAt == nil ? [stamp.fact(.badgeActivated(serial))] : []
            return Decision(recording: facts, answer: .activated(badge.registration))
        }
    }

    /// Issues a badge to somebody who has none, whether checked in or not; the same request again gets the same badge.
    package func issue(
        to id: RegistrationID, from source: BadgeSource, request: FactID, at station: StationID
    ) async throws -> IssueOutcome {
        let stamp = Stamp(at: now(), station: station)
        let supply = issuer.supply(from: source)
        return try await journal.decide { context in
            let state = context.state
            if let badge = state.badge(issuedBy: request), badge.registration == id {
                return Decision(answer: .issued(badge.serial, printJob: badge.printJob))
            }
            guard let registration = try context.registration(id) else {
                return Decision(answer: .unknownRegistration)
            }
            guard state.standing(of: registration).hasSeat || state.checkIns[id] != nil else {
                return Decision(answer: .noSeat)
            }
            guard state.liveBadges[id] == nil else { return Decision(answer: .hasBadge) }
            guard try context.fact(request) == nil else { return Decision(answer: .requestUsedBefore) }
            switch issuer.issue(supply, to: id, as: request, stamp, in: state) {
            case .failure(let error): return Decision(answer: .refused(error.refusal))
            case .success(let issue):
                return Decision(recording: issue.facts, answer: .issued(issue.serial, printJob: issue.printJob))
            }
        }
    }

    /// Revokes the badge `serial` and issues another; the same request again gets the same badge.
    package func replace(
        _ serial: BadgeSerial, because reason: RevocationReason, from source: BadgeSource, request: FactID,
        at station: StationID
    ) async throws -> ReplacementOutcome {
        let stamp = Stamp(at: now(), station: station)
        let supply = issuer.supply(from: source)
        return try await journal.decide { context in
            var state = context.state
            if let badge = state.badge(issuedBy: request) {
                return Decision(answer: .replaced(badge.serial, printJob: badge.printJob))
            }
            guard let badge = state.badges[serial] else { return Decision(answer: .unknownBadge) }
            guard badge.revocation == nil else { return Decision(answer: .alreadyRevoked) }
            guard try context.fact(request) == nil else { return Decision(answer: .requestUsedBefore) }
            let revoked = stamp.fact(.badgeRevoked(serial, reason: reason))
            state.apply(revoked)
            switch issuer.issue(supply, to: badge.registration, as: request, stamp, in: state) {
            case .failure(let error): return Decision(answer: .refused(error.refusal))
            case .success(let issue):
                return Decision(
                    recording: [revoked] + issue.facts, answer: .replaced(issue.serial, printJob: issue.printJob))
            }
        }
    }
}

package enum ActivationOutcome: Equatable, Sendable {
    case activated(RegistrationID)
    /// A good badge, but not the one that was just printed.
    case otherBadge
    /// A badge of the pool: it can take the place of the one that does not come out.
    case badgeOfThePool
    case unknownBadge
    case refused(RefusalReason)
}

package enum IssueOutcome: Equatable, Sendable {
    case issued(BadgeSerial, printJob: PrintJobID?)
    case unknownRegistration
    /// Waitlisted, declined or forfeited.
    case noSeat
    case hasBadge
    case requestUsedBefore
    /// The badge that was scanned cannot be given.
    case refused(GivenBadgeRefusal)
}

package enum ReplacementOutcome: Equatable, Sendable {
    case replaced(BadgeSerial, printJob: PrintJobID?)
    case unknownBadge
    case alreadyRevoked
    case requestUsedBefore
    /// The badge that was scanned cannot be given, and the older one stays valid.
    case refused(GivenBadgeRefusal)
}
