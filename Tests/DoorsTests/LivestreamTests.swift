// SPDX-License-Identifier: Apache-2.0

import Conference
import Doors
import Foundation
import SQLiteStore
import Sealing
import TestSupport
import Testing

struct LivestreamTests {
    @Test func `warns at a livestreamed place alone, whoever said that they do not want to be seen`() async throws {
        let world = try EventWorld()
        var event = world.event
        event.places[0].livestreamed = true
        let doorkeeper = Doorkeeper(
            journal: world.store, event: event, verifier: world.key, now: { world.clock.now })
        let people: [(answer: Bool?, list: Bool?, declines: Bool)] = [
            (nil, nil, false), (nil, true, false), (nil, false, true), (true, false, false), (false, true, true),
        ]
        for (number, person) in people.enumerated() {
            let id = try await world.add(RegistrationDetails(fullName: "P", livestreamConsent: person.list))
            let serial = try #require(BadgeSerial(bytes: [0, 0, 0, 0, 0, UInt8(number)]))
            try await world.record(
                [
                    Fact(at: world.clock.now, station: nil, .checkedIn(id, evidence: .typed, codeOfConduct: "1")),
                    Fact(at: world.clock.now, station: nil, .badgeIssued(serial, to: id)),
                ]
                    + (person.answer.map {
                        [Fact(at: world.clock.now, station: nil, .livestreamAnswered(id, consents: $0))]
                    } ?? []))
            let results = try await [world.gradient, world.chainRule].map { place in
                Scan(id: FactID(), badge: try world.token(serial), place: place, direction: .auto, at: nil)
            }.asyncMap { try #require(try await doorkeeper.admit($0, at: world.station)) }
            #expect(results.map(\.declinesLivestream) == [person.declines, nil])
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
