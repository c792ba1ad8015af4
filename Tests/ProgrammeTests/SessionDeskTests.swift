// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import SQLiteStore
import Sealing
import TestSupport
import Testing

struct SessionDeskTests {
    let world: EventWorld
    let desk: SessionDesk<SQLiteStore, BadgeKey>
    let noon: Date

    init() throws {
        let world = try EventWorld()
        self.world = world
        noon = world.clock.now
        desk = SessionDesk(
            journal: world.store, event: world.event, verifier: world.key, now: { world.clock.now })
    }

    private func request(_ title: String, _ time: SessionRequest.Time, badge: String? = nil) throws -> SessionRequest {
        SessionRequest(
            id: FactID(), wording: try SessionWording(title: title, description: nil), hostBadge: badge, time: time)
    }

    private func opened(_ request: SessionRequest) async throws -> Session {
        let outcome = try await desk.open(request, at: world.station)
        guard case .recorded(let session) = outcome else { throw Unexpected(outcome: outcome) }
        return session
    }

    private struct Unexpected: Error {
        let outcome: SessionOutcome
    }

    private func slot(_ place: PlaceID, _ from: Double, _ to: Double) -> SessionSlot {
        SessionSlot(place: place, starts: noon + 60 * from, ends: noon + 60 * to)
    }

    @Test func `a session that is started at a free room has it for an hour, and its text is kept`() async throws {
        let session = try await opened(try request("Normalizing flows", .now(world.gradient, until: nil)))
        #expect(session.phase(at: noon) == .running)
        #expect(session.slot == slot(world.gradient, 0, 60))
        #expect(try await world.store.sessionText(session.id)?.title == "Normalizing flows")
        #expect(session.phase(at: noon + 3600) == .over)
    }

    @Test func `who starts a session before another one has the room until that one`() async throws {
        _ = try await opened(try request("Later", .planned(slot(world.gradient, 30, 90))))
        let session = try await opened(try request("Now", .now(world.gradient, until: nil)))
        #expect(session.slot == slot(world.gradient, 0, 30))
    }

    @Test func `a room that is taken is told with what has it and until when`() async throws {
        let first = try await opened(try request("First", .now(world.gradient, until: nil)))
        let taken = SessionOutcome.refused(.taken(by: first.id, slot(world.gradient, 0, 60)))
        #expect(
            try await desk.open(try request("Second", .now(world.gradient, until: nil)), at: world.station) == taken)
        let planned = try request("Third", .planned(slot(world.gradient, 59, 100)))
        #expect(try await desk.open(planned, at: world.station) == taken)
        _ = try await opened(try request("Fourth", .planned(slot(world.gradient, 60, 100))))
        _ = try await opened(try request("Elsewhere", .now(world.chainRule, until: nil)))
    }

    @Test func `a room is free again when its session is ended, moved or merged`() async throws {
        let first = try await opened(try request("First", .now(world.gradient, until: nil)))
        _ = try await desk.move(first.id, to: slot(world.chainRule, 0, 60), request: FactID(), at: world.station)
        let second = try await opened(try request("Second", .now(world.gradient, until: nil)))
        _ = try await desk.end(second.id, badge: nil, request: FactID(), at: world.station)
        let third = try await opened(try request("Third", .now(world.gradient, until: nil)))
        let merged = try await desk.merge(third.id, into: first.id, request: FactID(), at: world.station)
        guard case .recorded(let session) = merged else { throw Unexpected(outcome: merged) }
        #expect(session.phase(at: noon) == .merged && session.mergedInto == first.id)
        _ = try await opened(try request("Fourth", .now(world.gradient, until: nil)))
    }

    @Test func `the same request twice is one session`() async throws {
        let request = try request("Once", .now(world.gradient, until: nil))
        let first = try await opened(request)
        #expect(try await opened(request) == first)
        #expect(await world.store.read { $0.sessions.all.count } == 1)
    }

    @Test func `twenty doors that want one room at once get it once`() async throws {
        let outcomes = try await withThrowingTaskGroup(of: SessionOutcome.self) { group in
            for number in 0..<20 {
                let request = try request("Number \(number)", .now(world.gradient, until: nil))
                group.addTask { try await desk.open(request, at: world.station) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let recorded = outcomes.filter { if case .recorded = $0 { true } else { false } }
        #expect(recorded.count == 1)
        #expect(await world.store.read { $0.sessions.all.count } == 1)
    }

    @Test func `only the host's badge ends a session at a door, and interest counts once for each person`() async throws
    {
        let (ada, bob) = (try await world.arrive("Ada"), try await world.arrive("Bob"))
        let session = try await opened(try request("Ada's", .now(world.gradient, until: nil), badge: ada))
        #expect(
            try await desk.end(session.id, badge: bob, request: FactID(), at: world.station) == .refused(.notTheHost))
        for _ in 0..<3 {
            _ = try await desk.showInterest(in: session.id, badge: bob, request: FactID(), at: world.station)
        }
        #expect(await world.store.read { $0.sessions[session.id]?.interested.count } == 1)
        let ended = try await desk.end(session.id, badge: ada, request: FactID(), at: world.station)
        guard case .recorded(let over) = ended else { throw Unexpected(outcome: ended) }
        #expect(over.phase(at: noon) == .over)
    }

    @Test func `a title of ten thousand characters, of none or with marks of direction is refused with a word`() {
        #expect(throws: WordingError.tooLong(120)) {
            try SessionWording(title: String(repeating: "a", count: 10_000), description: nil)
        }
        #expect(throws: WordingError.missing) { try SessionWording(title: " \n ", description: nil) }
        #expect(throws: WordingError.unprintable) { try SessionWording(title: "a\u{202E}b", description: nil) }
        #expect(throws: WordingError.unprintable) { try SessionWording(title: "a\u{0}b", description: nil) }
        #expect(throws: Never.self) {
            let wording = try SessionWording(title: "  <script>alert(1)</script> \n =1+1 ", description: "a\r\nb ")
            #expect(wording.title == "<script>alert(1)</script> =1+1" && wording.description == "a\nb")
        }
    }
}
