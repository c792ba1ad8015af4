// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import SQLiteStore
import TestSupport
import Testing

struct PreprintDeskTests {
    let world: EventWorld

    init() throws {
        world = try EventWorld()
    }

    @Test func `makes one badge for each who has a seat and has not come, and no second one when asked again`()
        async throws
    {
        let desk = PreprintDesk(store: world.store)
        let ada = try await world.add(RegistrationDetails(fullName: "Ada"))
        try await world.add(RegistrationDetails(fullName: "W", status: .waitlisted(position: 1)))
        let first = try await desk.issueToAll()
        #expect(first.map(\.registration.id) == [ada])
        #expect(first.map(\.isNew) == [true])
        let bob = try await world.add(RegistrationDetails(fullName: "Bob"))
        let second = try await desk.issueToAll()
        #expect(second.map(\.registration.id) == [ada, bob])
        #expect(second.map(\.isNew) == [false, true])
        #expect(second.first?.serial == first.first?.serial)
        #expect(await world.store.read { $0.checkIns.isEmpty })
        #expect(try await world.store.verify().problems.isEmpty)
    }
}
