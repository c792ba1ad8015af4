// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Makes badges before anybody has come: one for each person with a seat, or anonymous ones for the pool.
///
/// Neither checks anybody in: a door refuses them until the desk has.
package struct PreprintDesk<Store: Journal & Roster>: Sendable {
    private let store: Store
    private let now: @Sendable () -> Date

    package init(store: Store, now: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.now = now
    }

    /// One badge to be printed beforehand.
    package struct Preprint: Sendable {
        package let serial: BadgeSerial
        package let registration: Registration
        /// Whether it was issued just now, and so cannot be on paper yet.
        package let isNew: Bool
    }

    /// A badge for everybody with a seat who has not been checked in, in the order of the list.
    ///
    /// Whoever has one already keeps it, so that asking twice never makes a second one.
    package func issueToAll() async throws -> [Preprint] {
        let people = try await store.registrations().filter { !$0.isErased }
        let moment = now()
        return try await store.decide { context in
            let state = context.state
            var facts: [Fact] = []
            var preprints: [Preprint] = []
            for person in people where state.checkIns[person.id] == nil && state.standing(of: person).hasSeat {
                if let serial = state.liveBadges[person.id] {
                    preprints.append(Preprint(serial: serial, registration: person, isNew: false))
                    continue
                }
                let serial = state.unusedSerial()
                facts.append(Fact(at: moment, station: nil, .badgeIssued(serial, to: person.id)))
                preprints.append(Preprint(serial: serial, registration: person, isNew: true))
            }
            return Decision(recording: facts, answer: preprints)
        }
    }

    /// Puts `count` anonymous badges into the pool.
    package func fillPool(_ count: Int) async throws -> [BadgeSerial] {
        let moment = now()
        return try await store.decide { context in
            let serials = (0..<count).map { _ in context.state.unusedSerial() }
            return Decision(
                recording: serials.map { Fact(at: moment, station: nil, .badgePooled($0)) }, answer: serials)
        }
    }
}
