// SPDX-License-Identifier: Apache-2.0

package import Conference

/// Where somebody's badge comes from.
package enum BadgeSource: Sendable {
    /// A fresh one is printed, unless one was printed for the person beforehand.
    case printed(PrintOrder)
    /// It is held to the scanner: one of the pool, or the person's own that was printed beforehand.
    case scanned(String)
}

/// Why a badge that was scanned cannot be given to somebody.
package enum GivenBadgeRefusal: Equatable, Sendable {
    case unfit(RefusalReason)
    /// It is somebody else's.
    case taken
}

/// Gives people badges: what to record, and which badge it is then.
struct BadgeIssuer<Verifier: BadgeVerifier>: Sendable {
    let reader: BadgeReader<Verifier>

    /// A source whose badge has been read; signatures are checked before the writer's turn.
    enum Supply: Sendable {
        case order(PrintOrder)
        case reading(BadgeReading)
    }

    struct Issue {
        let serial: BadgeSerial
        let printJob: PrintJobID?
        let facts: [Fact]
    }

    func supply(from source: BadgeSource) -> Supply {
        switch source {
        case .printed(let order): .order(order)
        case .scanned(let text): .reading(reader.read(text))
        }
    }

    /// The badge that `registration` gets; `id` identifies the fact that issues it, if one has to.
    ///
    /// A badge that the person has already stays the one, unless another is scanned.
    func issue(
        _ supply: Supply, to registration: RegistrationID, as id: FactID = FactID(), _ stamp: Stamp,
        in state: ConferenceState
    ) -> Result<Issue, BadgeNotGiven> {
        switch supply {
        case .order(let order):
            if let badge = state.badge(of: registration) {
                return .success(Issue(serial: badge.serial, printJob: badge.printJob, facts: []))
            }
            let fresh = FreshBadge(for: registration, order, issue: id, stamp, unlike: state)
            return .success(Issue(serial: fresh.serial, printJob: fresh.job, facts: fresh.facts))
        case .reading(let reading):
            return given(reading, to: registration, as: id, stamp, in: state)
        }
    }

    private func given(
        _ reading: BadgeReading, to registration: RegistrationID, as id: FactID, _ stamp: Stamp,
        in state: ConferenceState
    ) -> Result<Issue, BadgeNotGiven> {
        let serial: BadgeSerial
        switch reading {
        case .unreadable: return .failure(BadgeNotGiven(.unfit(.unreadable)))
        case .foreign: return .failure(BadgeNotGiven(.unfit(.foreign)))
        case .forged: return .failure(BadgeNotGiven(.unfit(.forged)))
        case .genuine(let read): serial = read
        }
        if let badge = state.badges[serial] {
            guard badge.revocation == nil else { return .failure(BadgeNotGiven(.unfit(.revoked))) }
            guard badge.registration == registration else { return .failure(BadgeNotGiven(.taken)) }
            let facts = badge.activatedAt == nil ? [stamp.fact(.badgeActivated(serial))] : []
            return .success(Issue(serial: serial, printJob: badge.printJob, facts: facts))
        }
        guard state.pool.contains(serial) else { return .failure(BadgeNotGiven(.unfit(.unknownBadge))) }
        let older = state.liveBadges[registration].map { [stamp.fact(.badgeRevoked($0, reason: .notPrinted))] } ?? []
        let issued = Fact(id: id, at: stamp.at, station: stamp.station, .badgeIssued(serial, to: registration))
        return .success(
            Issue(
                serial: serial, printJob: nil, facts: older + [issued, stamp.fact(.badgeActivated(serial))]))
    }
}

/// Carries a refusal out of a `Result`.
struct BadgeNotGiven: Error {
    let refusal: GivenBadgeRefusal

    init(_ refusal: GivenBadgeRefusal) {
        self.refusal = refusal
    }
}
