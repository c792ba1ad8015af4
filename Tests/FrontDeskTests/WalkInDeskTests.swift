// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import FrontDesk
import PhotoID
import SQLiteStore
import TestSupport
import Testing

struct WalkInDeskTests {
    let world: EventWorld
    let desk: WalkInDesk<SQLiteStore>

    init() throws {
        let world = try EventWorld()
        self.world = world
        desk = WalkInDesk(journal: world.store, now: { world.clock.now })
    }

    private func walkIn(
        _ badgeName: String, given: String? = nil, family: String? = nil, affiliation: String? = nil,
        email: String? = nil
    ) throws -> WalkIn {
        try WalkIn(
            badgeName: badgeName, givenName: given, familyName: family, affiliation: affiliation, email: email)
    }

    private func register(_ walkIn: WalkIn, request: FactID = FactID()) async throws -> Registration {
        guard case .registered(let person) = try await desk.register(walkIn, request: request, at: world.station)
        else { throw RequestUsedBefore() }
        return person
    }

    private struct RequestUsedBefore: Error {}

    @Test func `is on the list at once, accepted, as an attendee`() async throws {
        let lookups = LookupDesk(store: world.store, event: world.event.id, verifier: world.key)
        #expect(try await lookups.lookUp("Ada Lovelace").decision == .none)
        let ada = try await register(try walkIn("Ada", given: "Ada", family: "Lovelace", email: "ada@example.org"))
        #expect(ada.details.status == .accepted)
        #expect(ada.details.role == .attendee)
        #expect(try await lookups.lookUp("Ada Lovelace").candidates.map(\.registration.id) == [ada.id])
        #expect(try await lookups.lookUp("ada@example.org").candidates.map(\.registration) == [ada])
        #expect(world.store.report.registered == 1)
    }

    @Test func `the same request again is the same person`() async throws {
        let request = FactID()
        let ada = try await register(try walkIn("Ada"), request: request)
        #expect(try await register(try walkIn("Ada"), request: request) == ada)
        #expect(try await world.store.registrations() == [ada])
    }

    @Test func `does not take a request for what it was not made for`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let request = FactID()
        let checkIns = CheckInDesk(journal: world.store, event: world.event, verifier: world.key)
        let checkIn = CheckInRequest(id: request, registration: ada, evidence: .typed, agreesToCodeOfConduct: true)
        _ = try await checkIns.checkIn(checkIn, at: world.station, badge: nil)
        #expect(
            try await desk.register(try walkIn("Bob"), request: request, at: world.station) == .requestUsedBefore)
        #expect(try await world.store.registrations().count == 1)
    }

    @Test func `is there after a restart, with the fact that names nobody`() async throws {
        let ada = try await register(try walkIn("Ada Lovelace", email: "ada@example.org"))
        let reopened = try SQLiteStore(path: world.folder.appending(path: "lanyard.sqlite").path)
        #expect(try await reopened.registrations() == [ada])
        #expect(await reopened.read { $0.walkIns } == [ada.id])
        #expect(try await reopened.verify().problems.isEmpty)
    }

    @Test func `no import takes a row for a walk-in`() async throws {
        let ada = try await register(try walkIn("Ada Lovelace", email: "ada@example.org"))
        let csv = "Full name,Email,Status\nAda Lovelace,ada@example.org,waitlisted\n"
        let list = try RegistrationList(csv: Array(csv.utf8))
        let careless = ImportPlan(importing: list, into: [ada])
        #expect(careless.updates.map(\.id) == [ada.id])
        let plan = ImportPlan(importing: list, into: [ada], sparing: await world.store.read { $0.walkIns })
        #expect(plan.updates.isEmpty)
        #expect(plan.inserts.map(\.details.status) == [.waitlisted(position: nil)])
    }

    @Test func `the legal name is made of both names, in the badge's order where it holds them`() throws {
        #expect(try walkIn("Ada", given: "Augusta", family: "King").details.fullName == "Augusta King")
        #expect(try walkIn("Ada", given: "Augusta", family: "King").details.badgeName == "Ada")
        #expect(try walkIn("欧阳俊宇", given: "俊宇", family: "欧阳").details.fullName == "欧阳俊宇")
        #expect(try walkIn("欧阳俊宇", given: "俊宇", family: "欧阳").details.preferredName == nil)
        #expect(try walkIn("Madonna").details.fullName == "Madonna")
    }

    @Test func `blank fields are absent, and text is one line`() throws {
        let details = try walkIn("  Ada\nLovelace ", given: " ", affiliation: "", email: "  ").details
        #expect(details.badgeName == "Ada Lovelace")
        #expect(details.givenName == nil)
        #expect(details.affiliation == nil)
        #expect(details.email == nil)
    }

    @Test(arguments: ["", "   ", "\u{200B}\n"])
    func `a badge needs a name`(name: String) {
        #expect(throws: TypedTextError.badgeNameMissing) { try walkIn(name) }
    }

    @Test func `refuses what fits no badge, and an address that is none`() {
        #expect(throws: TypedTextError.tooLong) { try walkIn(String(repeating: "a", count: 201)) }
        #expect(throws: TypedTextError.tooLong) {
            try walkIn("Ada", affiliation: String(repeating: "a", count: 201))
        }
        #expect(throws: TypedTextError.emailMalformed) { try walkIn("Ada", email: "ada at example") }
    }
}
