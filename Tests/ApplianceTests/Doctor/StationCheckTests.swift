// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Testing

@testable import Appliance

struct StationCheckTests {
    private let noon = Date(timeIntervalSince1970: 1_800_000_000)
    private let hall: Place
    private let attic: Place

    init() throws {
        hall = Place(id: try #require(PlaceID("hall")), name: "Hall", kind: .room, capacity: 10)
        attic = Place(id: try #require(PlaceID("attic")), name: "Attic", kind: .room, capacity: 10)
    }

    private func listing(_ duty: StationDuty, isPaired: Bool = true) -> StationListing {
        StationListing(
            station: Station(name: "\(duty.role) 1", duty: duty), pairedAt: isPaired ? noon : nil,
            codeExpiresAt: isPaired ? nil : noon + 60)
    }

    private func findings(_ listings: StationListing...) -> [String] {
        StationCheck(listings: listings, places: [hall, attic], now: noon).findings.map(\.text)
    }

    @Test func `each door has its screen, and desk and supervisor have theirs`() {
        let all = [listing(.desk), listing(.supervisor), listing(.door(hall.id)), listing(.board(attic.id, number: 1))]
        let check = StationCheck(listings: all, places: [hall, attic], now: noon)
        #expect(check.findings.isEmpty)
        #expect(check.notes == ["paired: 1 desk, 1 supervisor, 2 door"])
    }

    @Test func `a code that nobody used in time is offered again, and a revoked station is not missed`() {
        let wall = Station(name: "wall 1", duty: .wall)
        let late = StationListing(station: wall, pairedAt: nil, codeExpiresAt: noon - 1)
        let gone = StationListing(station: wall, pairedAt: nil, revokedAt: noon - 1)
        #expect(findings(late).contains { $0.hasPrefix("No screen took the code in time: wall 1.") })
        #expect(!findings(gone).contains { $0.contains("wall 1") })
    }

    @Test func `what is missing is named`() {
        let found = findings(listing(.desk, isPaired: false), listing(.door(hall.id)))
        #expect(found.contains { $0.hasPrefix("No desk is paired") })
        #expect(found.contains { $0.hasPrefix("No supervisor is paired") })
        #expect(found.contains { $0.hasPrefix("No door counts for attic.") })
        #expect(found.contains { $0.contains("no screen holds yet: desk 1") })
    }
}
