// SPDX-License-Identifier: Apache-2.0

/// What people wrote about the programme; facts name it by its identifier, so that it can be taken down and erased.
package enum ProgrammeText: Equatable, Sendable {
    /// Replaces what the session said before.
    case session(SessionText)
    case note(NoteText)
    case feedback(Feedback)
}

/// What a session is about.
package struct SessionText: Equatable, Sendable, Identifiable {
    package let id: SessionID
    /// One line.
    package var title: String
    package var description: String?

    package init(id: SessionID, title: String, description: String? = nil) {
        self.id = id
        self.title = title
        self.description = description
    }
}

/// A note on a session, in Markdown as its writer typed it.
package struct NoteText: Equatable, Sendable, Identifiable {
    package let id: NoteID
    package let session: SessionID
    package let markdown: String

    package init(id: NoteID, session: SessionID, markdown: String) {
        self.id = id
        self.session = session
        self.markdown = markdown
    }
}

/// What somebody thought of a session; nothing here tells who, or when.
package struct Feedback: Equatable, Sendable {
    package let session: SessionID
    /// From 1, bad, to 5, good.
    package let rating: Int
    package let comment: String?

    package init(session: SessionID, rating: Int, comment: String?) {
        self.session = session
        self.rating = rating
        self.comment = comment
    }
}

/// What was written about the programme, and word of each change of it.
package protocol ProgrammeLibrary: Sendable {
    func sessionTexts() async throws -> [SessionID: SessionText]

    func sessionText(_ id: SessionID) async throws -> SessionText?

    /// The notes on one session, or on all, that were not taken down.
    func notes(on session: SessionID?) async throws -> [NoteText]

    /// In no order that tells anything.
    func feedback(on session: SessionID?) async throws -> [Feedback]

    /// A number that grows with every change of the sessions, posters or seats, for those who hold a copy of them.
    func programmeRevision() async -> Int

    /// Wakes after each change of the sessions, posters or seats; several changes may be one wake.
    func programmeChanges() -> AsyncStream<Void>
}
