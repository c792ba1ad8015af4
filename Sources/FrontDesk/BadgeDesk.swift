// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// The life of a badge after it was issued: activated by a scan, replaced when it is lost.
package struct BadgeDesk<Store: Journal, Verifier: BadgeVerifier>: Sendable {
    private let journal: Store
    private let reader: BadgeReader<Verifier>
    private let now: @Sendable () -> Date

    package init(
        journal: Store, event: Slug<Event>, verifier: Verifier, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.journal = journal
        reader = BadgeReader(event: event, verifier: verifier)
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
            case .genuine(let scanned) where scanned != serial: return Decision(answer: .otherBadge)
            case .genuine: break
            }
            guard badge.revocation == nil else { return Decision(answer: .refused(.revoked)) }
            let facts = badge.activatedAt == nil ? [stamp.fact(.badgeActivated(serial))] : []
            return Decision(recording: facts, answer: .activated(badge.registration))
        }
    }

    /// Revokes the badge `serial` and issues another along `route`; the same request again gets the same badge.
    package func replace(
        _ serial: BadgeSerial, because reason: RevocationReason, request: FactID, at station: StationID,
        printing route: PrinterRoute
    ) async throws -> ReplacementOutcome {
        let stamp = Stamp(at: now(), station: station)
        return try await journal.decide { context in
            let state = context.state
            if let badge = state.badge(issuedBy: request) {
                return Decision(answer: .replaced(badge.serial, printJob: badge.printJob))
            }
            guard let badge = state.badges[serial] else { return Decision(answer: .unknownBadge) }
            guard badge.revocation == nil else { return Decision(answer: .alreadyRevoked) }
            guard try context.fact(request) == nil else { return Decision(answer: .requestUsedBefore) }
            let fresh = FreshBadge(
                for: badge.registration, route: route, issue: request, stamp, unlike: state)
            return Decision(
                recording: [stamp.fact(.badgeRevoked(serial, reason: reason))] + fresh.facts,
                answer: .replaced(fresh.serial, printJob: fresh.job))
        }
    }
}

package enum ActivationOutcome: Equatable, Sendable {
    case activated(RegistrationID)
    /// A good badge, but not the one that was just printed.
    case otherBadge
    case unknownBadge
    case refused(RefusalReason)
}

package enum ReplacementOutcome: Equatable, Sendable {
    case replaced(BadgeSerial, printJob: PrintJobID?)
    case unknownBadge
    case alreadyRevoked
    case requestUsedBefore
}
