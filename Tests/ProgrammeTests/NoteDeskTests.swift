// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import SQLiteStore
import Sealing
import TestSupport
import Testing

struct NoteDeskTests {
    let world: EventWorld
    let journal: ListeningJournal<SQLiteStore>
    let notes: NoteDesk<ListeningJournal<SQLiteStore>>
    let feedback: FeedbackDesk<ListeningJournal<SQLiteStore>>
    let session = SessionID()
    let ada = RegistrationID()
    let bob = RegistrationID()

    init() throws {
        let world = try EventWorld()
        self.world = world
        journal = ListeningJournal(world.store)
        notes = NoteDesk(journal: journal, now: { world.clock.now })
        feedback = FeedbackDesk(journal: journal, now: { world.clock.now })
    }

    /// Proposes `id`, and starts it unless it is to be an idea.
    private func propose(_ id: SessionID, begins: Bool = true) async throws {
        let now = world.clock.now
        let slot = SessionSlot(place: world.gradient, starts: now, ends: now + 3600)
        let begun = begins ? [Fact(at: now, station: nil, .sessionStarted(id, slot))] : []
        let text = ProgrammeText.session(SessionText(id: id, title: "A title"))
        try await world.store.decide { _ in
            Decision(
                recording: [Fact(at: now, station: nil, .sessionProposed(id, by: nil))] + begun, writing: [text],
                answer: ())
        }
    }

    private func texts(_ id: SessionID? = nil) async throws -> [String] {
        try await world.store.notes(on: id ?? session).map(\.markdown)
    }

    @Test func `a note is kept as it was typed, the same request once`() async throws {
        try await propose(session)
        let typed = "# <script>alert(1)</script>\n\n[x](javascript:alert(1)) `=1+1`"
        let request = FactID()
        for _ in 0..<2 {
            let outcome = try await notes.add(try NoteWording(typed), to: session, by: ada, request: request)
            #expect(outcome == .recorded(NoteID(request.rawValue)))
        }
        #expect(try await texts() == [typed])
        // The fact holds nothing of it.
        #expect(journal.facts.allSatisfy { !"\($0.event)".contains("script") })
    }

    @Test func `its writer or an organizer takes a note down, and nobody else`() async throws {
        try await propose(session)
        let first = FactID()
        _ = try await notes.add(try NoteWording("mine"), to: session, by: ada, request: first)
        let note = NoteID(first.rawValue)
        #expect(try await notes.remove(note, by: bob, request: FactID()) == .refused(.unknownNote))
        #expect(try await texts() == ["mine"])
        #expect(try await notes.remove(note, by: ada, request: FactID()) == .recorded(note))
        #expect(try await texts().isEmpty)
        let standing = await world.store.read { [session] in $0.sessions[session]?.notes }
        #expect(standing == [])
        let second = FactID()
        _ = try await notes.add(try NoteWording("bad"), to: session, by: bob, request: second)
        let removed = try await notes.remove(
            NoteID(second.rawValue), by: nil, request: FactID(), at: world.station)
        #expect(removed == .recorded(NoteID(second.rawValue)))
        #expect(try await texts().isEmpty)
    }

    @Test func `one person writes so many notes, and one more when one is gone`() async throws {
        try await propose(session)
        var last = FactID()
        for number in 0..<NoteDesk<SQLiteStore>.mostByOnePerson {
            last = FactID()
            _ = try await notes.add(try NoteWording("\(number)"), to: session, by: ada, request: last)
        }
        let more = try NoteWording("more")
        #expect(try await notes.add(more, to: session, by: ada, request: FactID()) == .refused(.tooMany(50)))
        _ = try await notes.add(more, to: session, by: bob, request: FactID())
        _ = try await notes.remove(NoteID(last.rawValue), by: ada, request: FactID())
        _ = try await notes.add(more, to: session, by: ada, request: FactID())
        #expect(try await texts().count == 51)
    }

    @Test func `a note on what became part of another session stands there`() async throws {
        let other = SessionID()
        try await propose(session)
        try await propose(other, begins: false)
        try await world.record([Fact(at: world.clock.now, station: nil, .sessionMerged(other, into: session))])
        _ = try await notes.add(try NoteWording("there"), to: other, by: ada, request: FactID())
        #expect(try await texts() == ["there"])
        #expect(
            try await notes.add(try NoteWording("x"), to: SessionID(), by: ada, request: FactID())
                == .refused(.unknownSession))
    }

    @Test func `what is too long, empty or turns the text around it is no note`() {
        #expect(throws: WordingError.tooLong(20_000)) { try NoteWording(String(repeating: "a", count: 20_001)) }
        #expect(throws: WordingError.missing) { try NoteWording(" \n ") }
        #expect(throws: WordingError.unprintable) { try NoteWording("a\u{202E}b") }
        #expect(throws: Never.self) { try NoteWording(String(repeating: "a", count: 20_000)) }
    }

    @Test func `feedback is given once, on what has begun, and kept without who or when`() async throws {
        try await propose(session)
        let idea = SessionID()
        try await propose(idea, begins: false)
        let good = try Opinion(rating: 5, comment: "Good, says Ada")
        #expect(try await feedback.give(good, on: idea, by: ada, request: FactID()) == .refused(.notBegun))
        let request = FactID()
        #expect(try await feedback.give(good, on: session, by: ada, request: request) == .recorded)
        #expect(try await feedback.give(good, on: session, by: ada, request: request) == .recorded)
        let bad = try Opinion(rating: 1, comment: nil)
        #expect(try await feedback.give(bad, on: session, by: ada, request: FactID()) == .refused(.givenBefore))
        #expect(try await feedback.give(bad, on: session, by: bob, request: FactID()) == .recorded)
        let kept = try await world.store.feedback(on: session)
        #expect(kept.count == 2 && Set(kept.map(\.rating)) == [1, 5])
        #expect(FeedbackSummary(kept).average == 3 && FeedbackSummary(kept).ratings == [1, 0, 0, 0, 1])
        #expect(journal.facts.allSatisfy { !"\($0.event)".contains("Good") })
        #expect(throws: OpinionError.impossibleRating) { try Opinion(rating: 6, comment: nil) }
    }
}
