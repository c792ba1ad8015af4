// SPDX-License-Identifier: Apache-2.0

package import Conference
package import PhotoID
import Synchronization

/// Finds the person behind whatever the desk's scanner or keyboard delivered.
///
/// What was asked is held for the length of the call and nowhere else.
package final class LookupDesk<Store: Journal & Roster, Verifier: BadgeVerifier>: Sendable {
    private let store: Store
    private let reader: BadgeReader<Verifier>
    private let index = Mutex<RevisedIndex?>(nil)

    private struct RevisedIndex {
        let revision: Int
        let people: LookupIndex<RegistrationID>
        let registrations: [RegistrationID: Registration]
    }

    package init(store: Store, event: Slug<Event>, verifier: Verifier) {
        self.store = store
        reader = BadgeReader(event: event, verifier: verifier)
    }

    /// Builds the index, so that the first look-up does not wait for it.
    package func prepare() async throws {
        _ = try await currentIndex()
    }

    @concurrent package func lookUp(_ input: String) async throws -> LookupAnswer {
        let index = try await currentIndex()
        if case .genuine(let serial) = reader.read(input) {
            return await answer(for: serial, in: index)
        }
        let result = index.people.lookUp(input)
        let checkIns = await store.read { state in
            result.candidates.map { state.checkIns[$0.id] }
        }
        let candidates = zip(result.candidates, checkIns).compactMap { match, checkIn in
            index.registrations[match.id].map {
                LookupCandidate(registration: $0, reasons: match.reasons, checkIn: checkIn)
            }
        }
        return LookupAnswer(decision: result.decision, source: result.source, candidates: candidates)
    }

    /// The person whose badge was scanned; a revoked badge still tells the desk whose it was.
    private func answer(for serial: BadgeSerial, in index: RevisedIndex) async -> LookupAnswer {
        let found = await store.read { state in
            state.badges[serial].map { ($0.registration, state.checkIns[$0.registration]) }
        }
        guard let (id, checkIn) = found, let registration = index.registrations[id] else {
            return LookupAnswer(decision: .none, source: .code, candidates: [])
        }
        let candidate = LookupCandidate(registration: registration, reasons: [], checkIn: checkIn)
        return LookupAnswer(decision: .exact, source: .code, candidates: [candidate])
    }

    @concurrent private func currentIndex() async throws -> RevisedIndex {
        let revision = await store.rosterRevision()
        if let held = index.withLock({ $0 }), held.revision == revision { return held }
        let registrations = try await store.registrations().filter { !$0.isErased }
        let fresh = RevisedIndex(
            revision: revision, people: await .reading(registrations.map(Person.init)),
            registrations: Dictionary(registrations.map { ($0.id, $0) }) { first, _ in first })
        index.withLock { held in
            if held.map({ $0.revision < revision }) ?? true { held = fresh }
        }
        return fresh
    }
}

/// Who it may be.
package struct LookupAnswer: Sendable {
    package let decision: MatchDecision
    package let source: LookupSource
    /// Best first.
    package let candidates: [LookupCandidate]
}

/// One person who it may be.
package struct LookupCandidate: Sendable {
    package let registration: Registration
    package let reasons: [MatchReason]
    package let checkIn: CheckIn?
}

extension Person<RegistrationID> {
    init(_ registration: Registration) {
        let details = registration.details
        self.init(
            id: registration.id, givenName: details.givenName, familyName: details.familyName,
            fullName: details.fullName, preferredName: details.preferredName, affiliation: details.affiliation,
            email: details.email, orderCode: details.orderCode)
    }
}
