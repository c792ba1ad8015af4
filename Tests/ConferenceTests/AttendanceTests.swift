// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Testing

struct AttendanceTests {
    let gradient: PlaceID
    let chainRule: PlaceID
    let noon = Date(timeIntervalSince1970: 1_475_866_800)
    let people = (0..<5).map { _ in RegistrationID() }
    let session = SessionID()

    init() throws {
        gradient = try #require(PlaceID("gradient"))
        chainRule = try #require(PlaceID("chain-rule"))
    }

    private func fact(_ minute: Double, _ happening: Happening) -> Fact {
        Fact(at: noon + 60 * minute, station: nil, happening)
    }

    private func passage(_ person: Int, _ place: PlaceID) throws -> Passage {
        let serial = try #require(BadgeSerial(bytes: [0, 0, 0, 0, 0, UInt8(person)]))
        return Passage(registration: people[person], badge: serial, place: place)
    }

    private func enters(_ minute: Double, _ person: Int, _ place: PlaceID) throws -> Fact {
        fact(minute, .entered(try passage(person, place)))
    }

    private func leaves(_ minute: Double, _ person: Int, _ place: PlaceID) throws -> Fact {
        fact(minute, .left(try passage(person, place)))
    }

    private func begins(_ minute: Double, _ place: PlaceID, until end: Double) -> [Fact] {
        let slot = SessionSlot(place: place, starts: noon + 60 * minute, ends: noon + 60 * end)
        return [fact(minute, .sessionProposed(session, by: nil)), fact(minute, .sessionStarted(session, slot))]
    }

    /// What the session had `minute` minutes after noon.
    private func attendance(_ facts: [Fact], at minute: Double) throws -> Attendance? {
        var state = ConferenceState()
        for fact in facts { state.apply(fact) }
        return state.attendance(of: try #require(state.sessions[session]), upTo: noon + 60 * minute)
    }

    @Test func `counts who was inside at any time of the session, and the most at once`() throws {
        let facts = try [
            enters(0, 0, gradient), leaves(9, 0, gradient),  // before it
            enters(5, 1, gradient),  // there from before
            enters(20, 2, gradient), leaves(30, 2, gradient), enters(35, 2, gradient),
            enters(40, 3, gradient), leaves(45, 1, gradient),
            enters(70, 4, gradient),  // when it ends
        ]
        let told = try attendance(begins(10, gradient, until: 70) + facts, at: 200)
        #expect(told == Attendance(peak: 3, visitors: 3))
    }

    @Test func `counts up to now while the session is on, and nothing before it is`() throws {
        let slot = SessionSlot(place: gradient, starts: noon + 600, ends: noon + 4200)
        let facts = try [
            fact(0, .sessionProposed(session, by: nil)), fact(0, .sessionScheduled(session, slot)),
            enters(0, 0, gradient), enters(20, 1, gradient), enters(30, 2, gradient),
        ]
        #expect(try attendance(facts, at: 10) == nil)
        #expect(try attendance(facts, at: 15) == Attendance(peak: 1, visitors: 1))
        #expect(try attendance(facts, at: 25) == Attendance(peak: 2, visitors: 2))
    }

    @Test func `takes the heads that a volunteer counted for the peak, and a clearance for what it is`() throws {
        let facts = try [
            enters(10, 0, gradient), fact(20, .recounted(gradient, count: 9)),
            fact(25, .placeCleared(gradient, reason: .closed)), enters(30, 1, gradient),
        ]
        #expect(try attendance(begins(0, gradient, until: 60) + facts, at: 90) == Attendance(peak: 9, visitors: 2))
        #expect(try attendance(begins(26, gradient, until: 60) + facts, at: 90) == Attendance(peak: 1, visitors: 1))
    }

    @Test func `follows a session from room to room, and counts nobody twice`() throws {
        let moved = SessionSlot(place: chainRule, starts: noon, ends: noon + 3600)
        let facts = try [
            enters(5, 0, gradient), enters(6, 1, gradient), enters(7, 2, chainRule), leaves(8, 2, chainRule),
            enters(15, 3, chainRule), leaves(18, 3, chainRule), fact(20, .sessionScheduled(session, moved)),
            enters(21, 0, chainRule), enters(22, 1, chainRule), enters(23, 4, chainRule),
        ]
        #expect(try attendance(begins(0, gradient, until: 60) + facts, at: 90) == Attendance(peak: 3, visitors: 3))
    }

    @Test func `a session that was withdrawn had nobody, one that ended early has those of until then`() throws {
        let facts = try [
            enters(5, 0, gradient), fact(10, .sessionEnded(session, reason: .ended)), enters(20, 1, gradient),
        ]
        #expect(try attendance(begins(0, gradient, until: 60) + facts, at: 90) == Attendance(peak: 1, visitors: 1))
        let withdrawn = [
            fact(0, .sessionProposed(session, by: nil)), fact(10, .sessionEnded(session, reason: .withdrawn)),
        ]
        #expect(try attendance(withdrawn, at: 90) == nil)
    }
}
