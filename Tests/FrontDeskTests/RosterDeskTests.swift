// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import SQLiteStore
import Sealing
import TestSupport
import Testing

@testable import FrontDesk

struct RosterDeskTests {
    private let world: EventWorld
    private let desk: RosterDesk<SQLiteStore, BadgeKey>

    init() throws {
        let world = try EventWorld()
        let checkIns = CheckInDesk(
            journal: world.store, event: world.event, verifier: world.key, now: { world.clock.now })
        self.world = world
        desk = RosterDesk(
            store: world.store, event: world.event, checkIns: checkIns, key: world.key, now: { world.clock.now })
    }

    private func code(_ person: RegistrationID) -> String {
        RosterToken(person, event: world.event.id, sealedBy: world.key).text
    }

    private func take(_ code: String, id: FactID = FactID(), at: Date? = nil) async throws -> RosterTickOutcome {
        try await desk.take(RosterTick(id: id, code: code, at: at), at: world.station, badge: nil)
    }

    @Test func `a tick is a check-in of then, without a badge`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let then = world.clock.now - 3600
        guard case .answered(let person, .admitted(let admission)) = try await take(code(ada), at: then) else {
            Issue.record("not admitted")
            return
        }
        #expect(person.id == ada)
        #expect(admission.checkIn.at == then)
        #expect(admission.checkIn.evidence == .paper)
        #expect(admission.badge == nil)
        #expect(await world.store.read { $0.agreements[ada] } == world.event.codeOfConduct.version)
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test func `the same tick again, and another of the same person, change nothing`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let request = FactID()
        let first = try await take(code(ada), id: request)
        #expect(try await take(code(ada), id: request) == first)
        guard case .answered(_, .alreadyCheckedIn(let checkIn, nil)) = try await take(code(ada)) else {
            Issue.record("checked in twice")
            return
        }
        #expect(checkIn.id == request)
    }

    @Test func `whoever has no seat is refused`() async throws {
        let waiting = try await world.add(RegistrationDetails(fullName: "W", status: .waitlisted(position: 1)))
        let declined = try await world.add(RegistrationDetails(fullName: "D", status: .declined))
        guard case .answered(_, .refused(.waitlisted)) = try await take(code(waiting)),
            case .answered(_, .refused(.declined)) = try await take(code(declined))
        else {
            Issue.record("let in")
            return
        }
    }

    @Test func `a code is read as scanners and keyboards deliver it`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let reader = RosterReader(event: world.event.id, sealer: world.key)
        let text = code(ada)
        #expect(text.count == 37)
        let german = String(text.map { ["Y": "Z", "Z": "Y"][$0] ?? $0 })
        for scanned in [text, text.lowercased(), "]Q1\(text)\r\n", german] { #expect(reader.read(scanned) == ada) }
    }

    @Test func `nobody makes another's code of theirs, and no other event's counts`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let eve = try await world.add(RegistrationDetails(fullName: "Eve"))
        let bytes = try #require(Base32.decode(code(ada)))
        let other = try #require(Base32.decode(code(eve)))
        let swapped = Base32.encode(Array(bytes[..<17]) + Array(other[17...]))
        let foreign = RosterToken(ada, event: world.event.id, sealedBy: BadgeKey()).text
        let last = try #require(Slug<Event>("socml15"))
        let earlier = RosterToken(ada, event: last, sealedBy: world.key).text
        let stranger = RosterToken(RegistrationID(), event: world.event.id, sealedBy: world.key).text
        for code in [swapped, foreign, earlier, stranger, "", "K", String(repeating: "A", count: 500), "Ada"] {
            #expect(try await take(code) == .notOfRoster)
        }
        #expect(await world.store.read { $0.checkIns.isEmpty })
    }

    @Test func `a roster's code is no badge, and a badge is no roster's code`() async throws {
        let badge = try await world.arrive("Ada")
        let eve = try await world.add(RegistrationDetails(fullName: "Eve"))
        let badges = BadgeReader(event: world.event.id, verifier: world.key)
        #expect(badges.read(code(eve)) == .unreadable)
        #expect(try await take(badge) == .notOfRoster)
    }

    @Test(arguments: [61, 1_000_000_000, -1_209_601] as [TimeInterval])
    func `a time that cannot be is refused`(offset: TimeInterval) async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        #expect(try await take(code(ada), at: world.clock.now + offset) == .impossibleTime)
    }

    @Test func `the list is sorted by family names, whatever their accents and case`() async throws {
        let names = [("Zoe", "Ålund"), ("Ada", "van Dijk"), ("Bo", "Alund"), ("Çem", "Özil"), ("Eve", "Oz")]
        let sorted = names.map { RegistrationDetails(fullName: "\($0) \($1)", givenName: $0, familyName: $1) }
            .sorted { RosterName($0) < RosterName($1) }
        #expect(sorted.map(\.fullName) == ["Bo Alund", "Zoe Ålund", "Eve Oz", "Çem Özil", "Ada van Dijk"])
    }
}
