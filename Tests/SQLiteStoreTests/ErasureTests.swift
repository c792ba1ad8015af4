// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import SQLiteStore
import Sealing
import Testing

struct ErasureTests {
    let world: World
    let store: SQLiteStore
    let printer: PrinterID
    let places: [Place]

    init() throws {
        world = try World()
        store = try world.open()
        printer = try #require(PrinterID("desk"))
        places = [Place(id: world.gradient, name: "Gradient", kind: .posterSession, capacity: 30)]
    }

    private func serial(_ number: UInt8) throws -> BadgeSerial {
        try #require(BadgeSerial(bytes: [9, 8, 7, 6, 5, number]))
    }

    private struct Visitor {
        let id: RegistrationID
        let badge: BadgeSerial
        let job = PrintJobID()
        let facts: [Fact]
    }

    /// Somebody of whom there is one of each kind of fact, at moments that are shared with others.
    private func visitor(_ name: String, _ number: UInt8) async throws -> Visitor {
        let person = Registration(
            id: RegistrationID(),
            details: RegistrationDetails(
                fullName: name, orderCode: "ORDER\(number)X", email: "\(number)@example.org", affiliation: "Institute",
                role: .speaker, poster: Poster(title: "Poster of \(name)", sessions: [1])))
        try await store.editRoster { _ in ([person], ()) }
        let badge = try serial(number)
        let visit = Visitor(id: person.id, badge: badge, facts: [])
        let passage = Passage(registration: person.id, badge: badge, place: world.gradient)
        let start: [Happening] = [
            .walkedIn(person.id), .checkedIn(person.id, evidence: .typed, codeOfConduct: "1"),
            .badgeIssued(badge, to: person.id),
            .printRequested(visit.job, badge: badge, PrintOrder(PrinterRoute(printer))),
            .badgeTextCorrected(person.id), .entered(passage), .visited(passage, board: 3), .left(passage),
            .refused(place: world.gradient, reason: .full, badge: badge), .entered(passage),
        ]
        let programme = world.programme(of: person.id, badge: badge, printer: printer)
        let session = try #require(
            programme.lazy.compactMap { if case .sessionProposed(let session, _) = $0 { session } else { nil } }.first)
        let all = start + programme + [.noteAdded(NoteID(), to: session, by: person.id)]
        let facts = all.enumerated().map { Fact(at: world.noon + Double($0.offset / 3), station: nil, $0.element) }
        try await store.decide { _ in
            let texts: [ProgrammeText] = all.flatMap { event -> [ProgrammeText] in
                switch event {
                case .sessionProposed(let session, _):
                    [.session(SessionText(id: session, title: "Talk of \(name)", description: "By \(name)"))]
                case .noteAdded(let note, let session, let writer):
                    [.note(NoteText(id: note, session: session, markdown: "\(writer == nil ? "desk" : name) said"))]
                default: []
                }
            }
            return Decision(recording: facts, writing: texts, answer: ())
        }
        return Visitor(id: person.id, badge: badge, facts: facts)
    }

    private func bytes() throws -> String {
        let files = ["", "-wal", "-shm"].map { world.path + $0 }.filter { FileManager.default.fileExists(atPath: $0) }
        return try files.map { String(decoding: try Data(contentsOf: URL(filePath: $0)), as: UTF8.self) }.joined()
    }

    @Test func `after an erasure nobody stands in the file, and every figure and the chain hold`() async throws {
        let visitors = [try await visitor("Ada Lovelace", 1), try await visitor("Bob Dobbs", 2)]
        let before = JournalFigures(await store.read { $0 }, places: places)
        #expect(before.places[0].visitors == 2 && before.checkedIn == 2 && before.sessions.count == 4)
        let key = try await store.badgeKey().publicKey
        let result = try await store.erase(.everybody, places: places, at: world.noon + 900)
        try await store.compact()
        #expect(result.before == before && result.after == before)
        #expect(JournalFigures(await store.read { $0 }, places: places) == before)
        #expect(try await store.verify().problems.isEmpty)
        #expect(result.formerHead != result.head)
        #expect(await store.read { $0.erasedAt } == world.noon + 900)
        #expect(try await store.badgeKey().publicKey != key)
        let file = try bytes()
        for visitor in visitors {
            #expect(!file.contains(visitor.id.description) && !file.contains(visitor.badge.description))
            #expect(!file.contains(visitor.job.description))
            for fact in visitor.facts where fact.event.isOfSomebody {
                #expect(!file.contains(fact.id.description), "\(fact.event)")
            }
        }
        for word in ["Lovelace", "Dobbs", "ORDER1X", "2@example.org", "Institute", "Poster of", "speaker"] {
            #expect(!file.contains(word), "\(word)")
        }
        // Random numbers may well have these four digits.
        #expect(await store.read { $0.posters.documents.values.allSatisfy { $0 != "00ff" } })
        let list = try await store.registrations()
        #expect(list.count == 2 && list.allSatisfy { $0.details.fullName == Registration.erasedName })
    }

    @Test func `an erasure that was cut off before the file was written anew is completed by the next`() async throws {
        _ = try await visitor("Ada Lovelace", 1)
        let first = try await store.erase(.everybody, places: places, at: world.noon + 900)
        // As the log lies there when nobody comes to write it back.
        let again = try world.open()
        let second = try await again.erase(.everybody, places: places, at: world.noon + 901)
        try await again.compact()
        #expect(second.formerHead == first.head && second.after == first.after)
        #expect(try await again.verify().problems.isEmpty)
        let file = try bytes()
        for word in ["Lovelace", "ORDER1X", "Institute"] { #expect(!file.contains(word), "\(word)") }
    }

    @Test func `whoever was checked in has no way through rooms that could be told to be theirs`() async throws {
        _ = try await visitor("Ada Lovelace", 1)
        _ = try await store.erase(.everybody, places: places, at: world.noon + 900)
        let state = await store.read { $0 }
        let listed = try await store.registrations().map(\.id)
        #expect(Set(state.checkIns.keys) == Set(listed))
        for person in listed {
            #expect(state.occupancy.stays(of: person).isEmpty)
            #expect(state.sessions.all.allSatisfy { $0.host != person && !$0.interested.contains(person) })
            #expect(!state.unrecorded.contains(person) && state.posters.documents[person] == nil)
        }
        #expect(state.sessions.all.allSatisfy { $0.host == nil })
    }

    @Test func `one person goes, everybody else stays who they are, and a daemon beside it follows`() async throws {
        let ada = try await visitor("Ada Lovelace", 1)
        let bob = try await visitor("Bob Dobbs", 2)
        let daemon = try world.open()
        let visitors = await daemon.read { $0.occupancy.count(of: world.gradient).visitors }
        _ = try await store.erase(.person(ada.id), places: places, at: world.noon + 900)
        try await store.compact()
        // It decides on top of the journal as it is now.
        try await daemon.record(
            Fact(at: world.noon + 901, station: nil, .labelsLoaded(printer, count: 3)))
        #expect(try await daemon.verify().problems.isEmpty)
        let state = await daemon.read { $0 }
        #expect(state == (try await daemon.verify().state))
        #expect(state.occupancy.count(of: world.gradient).visitors == visitors)
        #expect(state.checkIns.count == 2 && state.checkIns[bob.id] != nil && state.checkIns[ada.id] == nil)
        #expect(state.badges[bob.badge]?.revocation == nil && state.badges[ada.badge] == nil)
        #expect(state.badges.values.count { $0.revocation?.reason == .erased } == 1)
        #expect(state.occupancy.place(of: bob.id) == world.gradient)
        #expect(state.occupancy.inside(world.gradient) == 1)
        let file = try bytes()
        #expect(!file.contains("Lovelace said") && file.contains("Bob Dobbs said"))
        for mine in [ada.id.description, ada.badge.description, "ORDER1X", "1@example.org"] {
            #expect(!file.contains(mine), "\(mine)")
        }
        #expect(try await daemon.registration(bob.id)?.details.fullName == "Bob Dobbs")
        #expect(try await daemon.registrations().count == 2)
    }
}

extension Happening {
    /// Whether somebody who was at the event is in it.
    fileprivate var isOfSomebody: Bool {
        switch self {
        case .sessionProposed(_, let host): host != nil
        case .noteAdded(_, _, let writer): writer != nil
        case .sessionScheduled, .sessionStarted, .sessionEnded, .sessionMerged, .sessionReworded, .noteRemoved,
            .cardRequested, .cardPrinted, .seatsReleased:
            false
        default: true
        }
    }
}
