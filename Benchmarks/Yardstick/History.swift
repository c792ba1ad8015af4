// SPDX-License-Identifier: Apache-2.0

import Appliance
import Conference
import Foundation
import SQLiteStore
import Sealing

/// A made-up past of an event, recorded by the daemon's own store.
struct History {
    private let setup: ApplianceSetup
    private static let factsPerDecision = 5_000
    /// Two days of passages, whatever their number.
    private static let seconds = 172_800.0

    init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// Checks in whoever is not, then has everybody walk from place to place until the journal has `count` facts.
    ///
    /// Prints the badges' texts, a line each.
    func fill(upTo count: Int) async throws {
        let store = try setup.openStore()
        let key = try await store.badgeKey()
        let people = try await store.registrations().filter { $0.details.status == .accepted }
        let begun = Date().addingTimeInterval(-Self.seconds)
        let badges = try await checkIn(people, at: begun, store)
        var recorded = Int(store.report.sequence)
        var generator = SystemRandomNumberGenerator()
        let step = Self.seconds / Double(max(1, count - recorded))
        var at = begun
        while recorded < count {
            let facts = (0..<min(Self.factsPerDecision, count - recorded)).map { _ in
                at += step
                return passage(of: badges[Int.random(in: badges.indices, using: &generator)], at: at)
            }
            try await store.decide { _ in Decision(recording: facts, answer: ()) }
            recorded += facts.count
        }
        for badge in badges {
            print(try BadgeToken(serial: badge.serial, event: setup.event.id, signedBy: key).text)
        }
    }

    private struct Holder {
        let registration: RegistrationID
        let serial: BadgeSerial
    }

    private func checkIn(_ people: [Registration], at begun: Date, _ store: SQLiteStore) async throws -> [Holder] {
        let known = await store.read { $0.liveBadges }
        let holders = people.map { person in
            var generator = SystemRandomNumberGenerator()
            return Holder(
                registration: person.id, serial: known[person.id] ?? BadgeSerial(using: &generator))
        }
        let facts = holders.filter { known[$0.registration] == nil }.flatMap { holder in
            [
                Happening.checkedIn(holder.registration, evidence: .typed, codeOfConduct: "1"),
                .badgeIssued(holder.serial, to: holder.registration), .badgeActivated(holder.serial),
            ].map { Fact(at: begun, station: nil, $0) }
        }
        try await store.decide { _ in Decision(recording: facts, answer: ()) }
        return holders
    }

    /// Three of four passages enter some place, one leaves.
    private func passage(of holder: Holder, at date: Date) -> Fact {
        let place = setup.event.places[Int.random(in: setup.event.places.indices)].id
        let passage = Passage(registration: holder.registration, badge: holder.serial, place: place)
        return Fact(at: date, station: nil, Int.random(in: 0..<4) == 0 ? .left(passage) : .entered(passage))
    }
}
