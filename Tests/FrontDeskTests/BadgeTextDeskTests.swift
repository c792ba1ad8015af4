// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import SQLiteStore
import TestSupport
import Testing

struct BadgeTextDeskTests {
    let world: EventWorld
    let desk: BadgeTextDesk<SQLiteStore>

    init() throws {
        let world = try EventWorld()
        self.world = world
        desk = BadgeTextDesk(journal: world.store, now: { world.clock.now })
    }

    private func correct(
        _ id: RegistrationID, to correction: BadgeCorrection, request: FactID = FactID()
    ) async throws -> CorrectionOutcome {
        try await desk.correct(id, to: correction, request: request, at: world.station)
    }

    @Test func `keeps the correction on the registration, and nothing of it in the journal`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada King", affiliation: "Babage & Co"))
        let request = FactID()
        let correction = try BadgeCorrection(
            badgeName: " Ada Lovelace ", pronouns: "she/her", affiliation: "Babbage & Co")
        _ = try await correct(ada, to: correction, request: request)
        let person = try #require(try await world.store.registration(ada))
        #expect(person.details.fullName == "Ada King")
        #expect(person.details.badgeName == "Ada Lovelace")
        #expect(person.details.pronouns == "she/her")
        #expect(person.details.affiliation == "Babbage & Co")
        #expect(try await correct(ada, to: correction, request: request) == .corrected(person))
        #expect(await world.store.read { $0.corrected } == [ada])
    }

    @Test func `a list that is imported later changes the rest, not what the desk corrected`() async throws {
        let list = try RegistrationList(
            csv: Array("Order,Name,Badge name,Company,Email\nA1,Ada King,Adda,Babage,a@example.org\n".utf8))
        let ada = try #require(ImportPlan(importing: list, into: []).inserts.first)
        _ = try await world.store.editRoster { _ in ([ada], ()) }
        _ = try await correct(
            ada.id, to: try BadgeCorrection(badgeName: "Ada King", pronouns: nil, affiliation: "Babbage"))
        let later = try RegistrationList(
            csv: Array("Order,Name,Badge name,Company,Email\nA1,Ada King,Adda,Babage,ada@example.org\n".utf8))
        let corrected = await world.store.read { $0.corrected }
        let plan = ImportPlan(
            importing: later, into: try await world.store.registrations(), keepingBadgesOf: corrected)
        let details = try #require(plan.updates.first).details
        #expect(details.badgeName == "Ada King")
        #expect(details.affiliation == "Babbage")
        #expect(details.email == "ada@example.org")
    }

    @Test func `refuses an empty or endless badge name`() {
        #expect(throws: TypedTextError.badgeNameMissing) {
            try BadgeCorrection(badgeName: "  ", pronouns: nil, affiliation: nil)
        }
        #expect(throws: TypedTextError.tooLong) {
            try BadgeCorrection(badgeName: String(repeating: "a", count: 201), pronouns: nil, affiliation: nil)
        }
    }
}
