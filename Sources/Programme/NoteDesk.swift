// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Takes notes on sessions, and takes them down.
package final class NoteDesk<Store: Journal>: Sendable {
    private let journal: Store
    private let now: @Sendable () -> Date

    package static var longestNote: Int { 20_000 }
    /// So many notes of one person stand at most.
    package static var mostByOnePerson: Int { 50 }

    package init(journal: Store, now: @escaping @Sendable () -> Date = { Date() }) {
        self.journal = journal
        self.now = now
    }

    /// Puts a note on a session, in Markdown as it was typed.
    package func add(
        _ markdown: NoteWording, to session: SessionID, by writer: RegistrationID, request: FactID
    ) async throws -> NoteOutcome {
        let now = now()
        let note = NoteID(request.rawValue)
        return try await journal.decide { context in
            if let known = try context.fact(request) {
                guard case .noteAdded(let id, session, writer) = known.event else {
                    return Decision(answer: .refused(.requestUsedBefore))
                }
                return Decision(answer: .recorded(id))
            }
            let book = context.state.sessions
            guard let target = book[session] else { return Decision(answer: .refused(.unknownSession)) }
            // What became part of another session is written on there.
            let standing = target.mergedInto ?? session
            guard book.noteCount(by: writer) < Self.mostByOnePerson else {
                return Decision(answer: .refused(.tooMany(Self.mostByOnePerson)))
            }
            return Decision(
                recording: [Fact(id: request, at: now, station: nil, .noteAdded(note, to: standing, by: writer))],
                writing: [.note(NoteText(id: note, session: standing, markdown: markdown.text))],
                answer: .recorded(note))
        }
    }

    /// Takes a note down: its `writer` alone may, or any station that is asked to, for whom that is `nil`.
    package func remove(
        _ note: NoteID, by writer: RegistrationID?, request: FactID, at station: StationID? = nil
    ) async throws -> NoteOutcome {
        let now = now()
        return try await journal.decide { context in
            if let known = try context.fact(request) {
                guard case .noteRemoved(note) = known.event else {
                    return Decision(answer: .refused(.requestUsedBefore))
                }
                return Decision(answer: .recorded(note))
            }
            guard let mark = context.state.sessions.note(note) else {
                return Decision(answer: .refused(.unknownNote))
            }
            // Whose note it is not learns no more than that there is none of theirs.
            if let writer, mark.writer != writer { return Decision(answer: .refused(.unknownNote)) }
            return Decision(
                recording: [Fact(id: request, at: now, station: station, .noteRemoved(note))], answer: .recorded(note))
        }
    }
}

/// What a note says, fit to be kept and shown as text.
package struct NoteWording: Equatable, Sendable {
    let text: String

    package init(_ typed: String, upTo limit: Int = 20_000) throws(WordingError) {
        guard let text = try Wording.text(typed, upTo: limit) else { throw .missing }
        self.text = text
    }
}

/// What came of a wish about a note.
package enum NoteOutcome: Equatable, Sendable {
    case recorded(NoteID)
    case refused(NoteRefusal)
}

package enum NoteRefusal: Equatable, Sendable {
    case unknownSession
    case unknownNote
    /// So many notes of one person are enough.
    case tooMany(Int)
    case requestUsedBefore
}
