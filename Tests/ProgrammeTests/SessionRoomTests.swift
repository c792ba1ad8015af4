// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import SQLiteStore
import Sealing
import TestSupport
import Testing

/// Which room and time a session may have, as the day goes on.
struct SessionRoomTests {
    let world: EventWorld
    let noon: Date

    init() throws {
        world = try EventWorld()
        noon = world.clock.now
    }

    /// The desk of an event whose room Gradient has these hours, in minutes after noon.
    private func desk(hours: [ClosedRange<Double>] = []) throws -> SessionDesk<SQLiteStore, BadgeKey> {
        var event = world.event
        event.places[0].hours = hours.map {
            OpeningHours(opens: noon + 60 * $0.lowerBound, closes: noon + 60 * $0.upperBound)
        }
        let clock = world.clock
        return SessionDesk(journal: world.store, event: event, verifier: world.key, now: { clock.now })
    }

    private func slot(_ place: PlaceID, _ from: Double, _ to: Double) -> SessionSlot {
        SessionSlot(place: place, starts: noon + 60 * from, ends: noon + 60 * to)
    }

    private func isAt(_ minute: Double) {
        world.clock.advance(by: noon.addingTimeInterval(60 * minute).timeIntervalSince(world.clock.now))
    }

    private func open(
        _ title: String, _ time: SessionRequest.Time, _ desk: SessionDesk<SQLiteStore, BadgeKey>
    ) async throws -> SessionOutcome {
        let wording = try SessionWording(title: title, description: nil)
        return try await desk.open(
            SessionRequest(id: FactID(), wording: wording, hostBadge: nil, time: time), at: world.station)
    }

    private func turn(open: Bool, _ place: PlaceID) async throws {
        let fact = open ? Happening.placeOpened(place, by: nil) : .placeClosed(place, by: nil)
        try await world.record([Fact(at: world.clock.now, station: world.station, fact)])
    }

    // MARK: Hours

    @Test func `nothing is planned for a time at which the room is closed by its hours`() async throws {
        let desk = try desk(hours: [0...120, 180...240])
        let beyond = try await open("Beyond", .planned(slot(world.gradient, 90, 150)), desk)
        let between = try await open("Between", .planned(slot(world.gradient, 130, 170)), desk)
        #expect(beyond == .refused(.closedThen) && between == .refused(.closedThen))
        _ = try await open("Within", .planned(slot(world.gradient, 60, 120)), desk).session
        _ = try await open("Later", .planned(slot(world.gradient, 180, 240)), desk).session
    }

    @Test func `a session without an end is over when its room closes`() async throws {
        let desk = try desk(hours: [0...40])
        let session = try await open("Short", .now(world.gradient, until: nil), desk).session
        #expect(session.slot == slot(world.gradient, 0, 40))
    }

    @Test func `a session that says its end is told that the room closes before`() async throws {
        let desk = try desk(hours: [0...40])
        #expect(
            try await open("Long", .now(world.gradient, until: noon + 3600), desk) == .refused(.closedThen))
        isAt(38)
        #expect(try await open("Late", .now(world.gradient, until: nil), desk) == .refused(.closedThen))
    }

    // MARK: Closed by a volunteer

    @Test func `a room that somebody closed takes no session, neither now nor later, until it is opened`() async throws
    {
        let desk = try desk()
        try await turn(open: false, world.gradient)
        #expect(try await open("Now", .now(world.gradient, until: nil), desk) == .refused(.closed))
        #expect(
            try await open("Later", .planned(slot(world.gradient, 60, 120)), desk) == .refused(.closedThen))
        isAt(1)
        try await turn(open: true, world.gradient)
        _ = try await open("Later", .planned(slot(world.gradient, 60, 120)), desk).session
    }

    @Test func `a session keeps the room that was closed around it, may go on there, and may be moved away`()
        async throws
    {
        let desk = try desk()
        let planned = try await open("Planned", .planned(slot(world.gradient, 10, 60)), desk).session
        try await turn(open: false, world.gradient)
        isAt(20)
        let running = await world.store.read { $0.sessions[planned.id] }
        #expect(running?.phase(at: world.clock.now) == .running)
        let longer = try await desk.move(
            planned.id, to: slot(world.gradient, 10, 75), request: FactID(), at: world.station
        ).session
        #expect(longer.slot == slot(world.gradient, 10, 75))
        let moved = try await desk.move(
            planned.id, to: slot(world.chainRule, 10, 75), request: FactID(), at: world.station
        ).session
        #expect(moved.slot == slot(world.chainRule, 10, 75))
        let back = try await desk.move(
            planned.id, to: slot(world.gradient, 10, 75), request: FactID(), at: world.station)
        #expect(back == .refused(.closed))
    }

    // MARK: Starting

    @Test func `a planned session that is started early or late keeps its planned end`() async throws {
        let desk = try desk()
        let session = try await open("Planned", .planned(slot(world.gradient, 20, 110)), desk).session
        isAt(10)
        let started = try await desk.start(
            session.id, in: world.gradient, until: nil, request: FactID(), at: world.station
        ).session
        #expect(started.slot == slot(world.gradient, 10, 110))
        let other = try await open("Other", .planned(slot(world.chainRule, 300, 330)), desk).session
        let now = try await desk.start(
            other.id, in: world.chainRule, until: nil, request: FactID(), at: world.station
        ).session
        #expect(now.slot == slot(world.chainRule, 10, 40), "hours before its time, it keeps its length")
    }

    @Test func `starting a session that is on already changes neither its beginning nor its end`() async throws {
        let desk = try desk()
        let session = try await open("Planned", .planned(slot(world.gradient, 10, 60)), desk).session
        isAt(20)
        for _ in 0..<2 {
            let started = try await desk.start(
                session.id, in: world.gradient, until: nil, request: FactID(), at: world.station
            ).session
            #expect(started.slot == slot(world.gradient, 10, 60) && started.startedAt == noon + 1200)
        }
    }

    // MARK: More time, another room

    @Test func `a session whose time ran out gets more of it for half an hour, if its room is free`() async throws {
        let desk = try desk()
        let session = try await open("Long", .now(world.gradient, until: nil), desk).session
        isAt(65)
        let longer = try await desk.move(
            session.id, to: slot(world.gradient, 0, 80), request: FactID(), at: world.station
        ).session
        #expect(longer.phase(at: world.clock.now) == .running && longer.slot == slot(world.gradient, 0, 80))
        isAt(111)
        let late = try await desk.move(
            session.id, to: slot(world.gradient, 0, 130), request: FactID(), at: world.station)
        #expect(late == .refused(.over))
    }

    @Test func `a session gets no more time when another one has had its room since`() async throws {
        let desk = try desk()
        let session = try await open("Long", .now(world.gradient, until: nil), desk).session
        isAt(61)
        let next = try await open("Next", .now(world.gradient, until: nil), desk).session
        isAt(70)
        _ = try await desk.end(next.id, badge: nil, request: FactID(), at: world.station)
        let longer = try await desk.move(
            session.id, to: slot(world.gradient, 0, 80), request: FactID(), at: world.station)
        #expect(longer == .refused(.over))
    }

    @Test func `a session that moves while it runs was in both rooms, and nobody's presence changes`() async throws {
        let desk = try desk()
        let session = try await open("Moving", .now(world.gradient, until: nil), desk).session
        isAt(20)
        let before = await world.store.read { $0.occupancy }
        let moved = try await desk.move(
            session.id, to: slot(world.chainRule, 15, 60), request: FactID(), at: world.station
        ).session
        #expect(await world.store.read { $0.occupancy } == before)
        #expect(moved.slot == slot(world.chainRule, 0, 60), "it began when it did")
        isAt(90)
        let stretches = moved.stretches(upTo: world.clock.now)
        #expect(stretches == [slot(world.gradient, 0, 20), slot(world.chainRule, 20, 60)])
    }

    @Test func `a session that was begun and is put off is planned again`() async throws {
        let desk = try desk()
        let session = try await open("Early", .now(world.gradient, until: nil), desk).session
        isAt(5)
        let later = try await desk.move(
            session.id, to: slot(world.gradient, 60, 120), request: FactID(), at: world.station
        ).session
        #expect(later.phase(at: world.clock.now) == .planned && later.startedAt == nil)
        #expect(later.stretches(upTo: noon + 3600).isEmpty)
    }

    // MARK: Taking back

    @Test func `what was ended, withdrawn or merged by mistake is as it was before`() async throws {
        let desk = try desk()
        let (ada, bob) = (try await world.arrive("Ada"), try await world.arrive("Bob"))
        let running = try await open("Running", .now(world.gradient, until: nil), desk).session
        let idea = try await open("Idea", .undecided, desk).session
        for (session, badge) in [(running, ada), (idea, bob)] {
            _ = try await desk.showInterest(in: session.id, badge: badge, request: FactID(), at: world.station)
        }
        _ = try await desk.end(running.id, badge: nil, request: FactID(), at: world.station)
        let again = try await desk.reopen(running.id, request: FactID(), at: world.station).session
        #expect(again.phase(at: noon) == .running && again.slot == running.slot)
        _ = try await desk.end(idea.id, badge: nil, request: FactID(), at: world.station)
        #expect(
            try await desk.reopen(idea.id, request: FactID(), at: world.station).session.phase(at: noon) == .proposed)
        _ = try await desk.merge(idea.id, into: running.id, request: FactID(), at: world.station)
        #expect(await world.store.read { $0.sessions[running.id]?.interested.count } == 2)
        #expect(
            try await desk.reopen(idea.id, request: FactID(), at: world.station).session.phase(at: noon) == .proposed)
        #expect(await world.store.read { $0.sessions[running.id]?.interested.count } == 1)
    }

    @Test func `a session is not taken back into a room that another one has by now`() async throws {
        let desk = try desk()
        let first = try await open("First", .now(world.gradient, until: nil), desk).session
        _ = try await desk.end(first.id, badge: nil, request: FactID(), at: world.station)
        let second = try await open("Second", .now(world.gradient, until: nil), desk).session
        let refused = try await desk.reopen(first.id, request: FactID(), at: world.station)
        #expect(refused == .refused(.taken(by: second.id, slot(world.gradient, 0, 60))))
        isAt(61)
        #expect(try await desk.reopen(first.id, request: FactID(), at: world.station) == .refused(.past))
    }

    @Test func `a running session that becomes part of another one frees its room then and keeps its time there`()
        async throws
    {
        let desk = try desk()
        let first = try await open("First", .now(world.gradient, until: nil), desk).session
        let second = try await open("Second", .now(world.chainRule, until: nil), desk).session
        isAt(25)
        let merged = try await desk.merge(first.id, into: second.id, request: FactID(), at: world.station).session
        #expect(merged.stretches(upTo: noon + 7200) == [slot(world.gradient, 0, 25)])
        _ = try await open("Third", .now(world.gradient, until: nil), desk).session
    }
}

extension SessionOutcome {
    private struct Unexpected: Error {
        let outcome: SessionOutcome
    }

    /// The session that is on record.
    fileprivate var session: Session {
        get throws {
            guard case .recorded(let session) = self else { throw Unexpected(outcome: self) }
            return session
        }
    }
}
