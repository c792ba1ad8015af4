// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Testing

struct PlaceOpeningTests {
    private static let noon = Date(timeIntervalSince1970: 1_475_866_800)
    private var noon: Date { Self.noon }
    private let room: Place
    private let posters: Place

    init() throws {
        room = Place(id: try #require(PlaceID("room")), name: "Room", kind: .room, capacity: 10)
        var posters = Place(
            id: try #require(PlaceID("posters")), name: "Posters", kind: .posterSession, capacity: 100)
        posters.hours = [Self.hours(1, 2), Self.hours(4, 5)]
        self.posters = posters
    }

    private static func hours(_ opens: Double, _ closes: Double) -> OpeningHours {
        OpeningHours(opens: hour(opens), closes: hour(closes))
    }

    private static func hour(_ hours: Double) -> Date { noon + 3600 * hours }

    private func hour(_ hours: Double) -> Date { Self.hour(hours) }

    private func turn(_ hours: Double, open: Bool) -> PlaceTurn { PlaceTurn(at: hour(hours), isOpen: open, by: nil) }

    @Test func `a place without hours is open until somebody closes it`() {
        #expect(room.opening(at: noon, nil) == PlaceOpening(isOpen: true))
        #expect(room.opening(at: noon, turn(-1, open: false)) == PlaceOpening(isOpen: false))
        #expect(room.opening(at: noon, turn(-1, open: true)) == PlaceOpening(isOpen: true))
    }

    @Test(arguments: [
        (0.0, false, 1.0), (1.0, true, 2.0), (1.5, true, 2.0), (2.0, false, 4.0), (4.5, true, 5.0), (5.0, false, nil),
    ])
    func `a place with hours is open within them, and says what comes next`(at: Double, open: Bool, until: Double?) {
        #expect(posters.opening(at: hour(at), nil) == PlaceOpening(isOpen: open, until: until.map(hour)))
    }

    @Test func `what a volunteer turns holds until the hours change it`() {
        #expect(posters.opening(at: hour(0.5), turn(0.4, open: true)) == PlaceOpening(isOpen: true, until: hour(2)))
        #expect(posters.opening(at: hour(1.5), turn(1.4, open: false)) == PlaceOpening(isOpen: false, until: hour(4)))
        #expect(posters.opening(at: hour(4), turn(1.4, open: false)) == PlaceOpening(isOpen: true, until: hour(5)))
        #expect(posters.opening(at: hour(2.5), turn(2, open: true)).isOpen)
        #expect(!posters.opening(at: hour(2.5), turn(1.9, open: true)).isOpen)
    }

    @Test func `knows when it turns by itself`() {
        #expect(posters.turnsByItself(after: hour(0.9), upTo: hour(1)))
        #expect(!posters.turnsByItself(after: hour(1), upTo: hour(1.9)))
        #expect(!room.turnsByItself(after: .distantPast, upTo: .distantFuture))
    }
}
