// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import SQLiteStore
import TestSupport
import Testing

struct ConsentDeskTests {
    let world: EventWorld
    let desk: ConsentDesk<SQLiteStore>

    init() throws {
        let world = try EventWorld()
        self.world = world
        desk = ConsentDesk(journal: world.store, now: { world.clock.now })
    }

    private func consents(_ id: RegistrationID) async throws -> Bool? {
        let registration = try #require(try await world.store.registration(id))
        return await world.store.read { $0.consentsToLivestream(registration) }
    }

    @Test func `what is said at the desk goes before the list, and may change`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada", livestreamConsent: true))
        let bob = try await world.add(RegistrationDetails(fullName: "Bob"))
        #expect(try await consents(ada) == true)
        #expect(try await consents(bob) == nil)
        for (answer, expected) in [(false, false), (true, true)] {
            let outcome = try await desk.answerLivestream(
                ada, consents: answer, request: FactID(), at: world.station)
            #expect(outcome == .recorded)
            #expect(try await consents(ada) == expected)
        }
    }

    @Test func `the same request is one answer, and no other`() async throws {
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        let request = FactID()
        for _ in 0..<2 {
            let outcome = try await desk.answerLivestream(ada, consents: false, request: request, at: world.station)
            #expect(outcome == .recorded)
        }
        let other = try await desk.answerLivestream(ada, consents: true, request: request, at: world.station)
        #expect(other == .requestUsedBefore)
        let nobody = try await desk.answerLivestream(
            RegistrationID(), consents: true, request: FactID(), at: world.station)
        #expect(nobody == .unknownRegistration)
        #expect(try await consents(ada) == false)
    }
}
