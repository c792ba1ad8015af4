// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import SQLiteStore
import Synchronization
import TestSupport
import Testing

@testable import FrontDesk

struct StationOfficeTests {
    let world: EventWorld
    let office: StationOffice<SQLiteStore>
    let noon = Date(timeIntervalSince1970: 1_475_866_800)

    init() throws {
        let world = try EventWorld()
        let noon = noon
        self.world = world
        office = StationOffice(
            directory: world.store, event: world.event, baseURL: "http://box:8080", now: { noon })
    }

    private func offered(_ offering: StationOffering) throws -> StationInvitation {
        guard case .offered(let invitation) = offering else { throw TestFailure(offering) }
        return invitation
    }

    private struct TestFailure: Error {
        let what: String

        init(_ what: some Any) { self.what = "\(what)" }
    }

    @Test func `an offer says where its screen pairs, for an hour`() async throws {
        let invitation = try offered(try await office.offer(.desk, named: nil))
        #expect(invitation.station.name == "Desk")
        #expect(invitation.link == "http://box:8080/pair#\(invitation.code.rawValue)")
        #expect(invitation.picture.hasPrefix("<svg"))
        #expect(invitation.expiresAt == noon + 3600)
        #expect(try await world.store.pair(with: invitation.code, at: noon + 3601) == .expired)
        let outcome = try await world.store.pair(with: invitation.code, at: noon + 3599)
        guard case .paired(let station, _) = outcome else { throw TestFailure(outcome) }
        #expect(station == invitation.station)
    }

    @Test func `an offer for a station that exists leaves its screen alone until it is used`() async throws {
        let first = try offered(try await office.offer(.wall, named: "Foyer"))
        let outcome = try await world.store.pair(with: first.code, at: noon)
        guard case .paired(_, let token) = outcome else { throw TestFailure(outcome) }
        let second = try offered(try await office.offerAgain(first.station.id))
        #expect(second.station == first.station && second.code != first.code)
        #expect(try await world.store.station(withToken: token) == first.station)
        #expect(try await office.offerAgain(StationID()) == .unknownStation)
        #expect(try await office.offer(.desk, named: "Foyer") == .nameTaken)
    }

    @Test(arguments: [
        ("  Desk   1 ", StationRenamingAnswer?.none), (" ", .unfitName(.missing)), ("", .unfitName(.missing)),
        (String(repeating: "x", count: 61), .unfitName(.tooLong)), ("a\u{202E}b", .unfitName(.unprintable)),
        ("a\u{7}b", .unfitName(.unprintable)),
    ])
    func `a name is a line that turns nothing`(typed: String, refusal: StationRenamingAnswer?) async throws {
        let desk = try offered(try await office.offer(.desk, named: nil)).station
        let answer = try await office.rename(desk.id, to: typed)
        if let refusal {
            #expect(answer == refusal)
        } else {
            #expect(answer == .answered(.renamed(Station(id: desk.id, name: "Desk 1", duty: .desk))))
        }
    }

    @Test func `words that are no duty are told apart`() throws {
        let event = world.event
        let place = try #require(event.places.first)
        func duty(_ role: String, _ place: String? = nil, board: Int? = nil) throws -> StationDuty {
            try StationDuty(role: role, place: place, board: board, at: event)
        }
        #expect(try duty("operator") == .operator)
        #expect(try duty("door", place.id.rawValue) == .door(place.id))
        #expect(throws: StationDutyError.unknownRole) { try duty("problem-desk") }
        #expect(throws: StationDutyError.placeMissing) { try duty("door") }
        #expect(throws: StationDutyError.unknownPlace) { try duty("door", "nowhere") }
        #expect(throws: StationDutyError.placeNotAsked) { try duty("wall", place.id.rawValue) }
        #expect(throws: StationDutyError.boardNotAsked) { try duty("desk", board: 1) }
        #expect(throws: StationDutyError.noBoards(place.id)) { try duty("door", place.id.rawValue, board: 1) }
    }
}
