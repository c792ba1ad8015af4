// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import SQLiteStore
import TestSupport
import Testing

struct PosterDeskTests {
    let world: EventWorld
    let event: Event
    let hall: PlaceID
    let desk: PosterDesk<SQLiteStore>

    init() throws {
        let world = try EventWorld()
        self.world = world
        hall = try #require(PlaceID("posters-1"))
        var place = Place(id: hall, name: "Poster session 1", kind: .posterSession, capacity: 200)
        place.boards = 50
        var event = world.event
        event.places.append(place)
        self.event = event
        desk = PosterDesk(store: world.store, event: event, now: { world.clock.now })
    }

    private func add(_ name: String, _ status: RegistrationStatus = .accepted) async throws -> RegistrationID {
        try await world.add(
            RegistrationDetails(fullName: name, status: status, poster: Poster(title: name, sessions: [1])))
    }

    private func boards() async -> [RegistrationID: Int] {
        let hall = hall
        return await world.store.read { $0.posters.boards(in: hall) }
    }

    @Test func `boards that many give out at once, also from another process, are nobody's twice`() async throws {
        for number in 0..<40 { _ = try await add("Poster \(number)") }
        // What an import beside the daemon does: the same file, another store.
        let path = world.folder.appending(path: "lanyard.sqlite").path
        let beside = PosterDesk(store: try SQLiteStore(path: path), event: event, now: { world.clock.now })
        let given = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<20 {
                let desk = number.isMultiple(of: 2) ? desk : beside
                group.addTask { try await desk.assignBoards().assigned }
            }
            return try await group.reduce(0, +)
        }
        try await world.store.catchUp()
        #expect(given == 40)
        #expect(await boards().values.sorted() == Array(1...40))
        #expect(try await world.store.verify().problems.isEmpty)
    }

    @Test func `a board that many want gets one poster`() async throws {
        var people: [RegistrationID] = []
        for number in 0..<20 { people.append(try await add("Poster \(number)")) }
        try await desk.assignBoards()
        let moved = try await withThrowingTaskGroup(of: BoardOutcome.self) { group in
            for person in people {
                group.addTask {
                    try await desk.move(person, to: 50, at: hall, request: FactID(), at: world.station)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(moved.count { $0 == .refused(.taken) } == 19)
        #expect(Set(await boards().values).count == 20)
    }

    @Test func `a board comes with the seat from the waiting list`() async throws {
        let waiting = try await add("Waiting", .waitlisted(position: 1))
        #expect(try await desk.assignBoards().assigned == 0)
        let refused = try await desk.free(waiting, at: hall, request: FactID(), at: world.station)
        #expect(refused == .refused(.noPoster))
        try await world.record([Fact(at: world.clock.now, station: nil, .waitlistReleased(waiting))])
        #expect(try await desk.assignBoards().assigned == 1)
        #expect(await boards() == [waiting: 1])
    }

    @Test func `a document that is handed in twice is one fact, and one that is refused is none`() async throws {
        let person = try await add("Ada")
        let shelf = Shelf()
        let archive = PosterArchive(store: world.store, shelf: shelf, now: { world.clock.now })
        let page = Array("%PDF-1.7 a page %%EOF".utf8)
        for _ in 0..<2 {
            #expect(try await archive.handIn(pieces(page), size: page.count, of: person, at: nil) == .kept("digest"))
        }
        let kept = await world.store.read { $0.posters.documents }
        #expect(kept == [person: "digest"])
        let short = try await archive.handIn(pieces(page), size: page.count + 1, of: person, at: nil)
        #expect(short == .refused(.incomplete))
        let large = try await archive.handIn(pieces(page), size: 1_000_000_000, of: person, at: nil)
        #expect(large == .refused(.tooLarge))
        let nobody = try await archive.handIn(pieces(page), size: nil, of: RegistrationID(), at: nil)
        #expect(nobody == .refused(.unknownRegistration))
        #expect(await shelf.open.isEmpty)
    }

    private func pieces(_ bytes: [UInt8]) -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            for byte in bytes { continuation.yield([byte]) }
            continuation.finish()
        }
    }
}

/// Keeps nothing, and knows what was begun and not ended.
private actor Shelf: PosterShelf {
    private(set) var open: Set<UUID> = []

    func begin() -> UUID {
        let draft = UUID()
        open.insert(draft)
        return draft
    }

    func append(_ bytes: [UInt8], to draft: UUID) {}

    func keep(_ draft: UUID) -> String {
        open.remove(draft)
        return "digest"
    }

    func discard(_ draft: UUID) { open.remove(draft) }

    nonisolated func path(of digest: String, _ kind: PosterFile) -> String? { nil }
}
