// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

/// The notes on a session, as they were typed.
struct NotesWire: Encodable {
    let notes: [NoteWire]
}

/// A note; nobody but its writer learns whose it is.
struct NoteWire: Encodable {
    let id: String
    let markdown: String
    @Nullable var at: Date?
    /// Whether whoever asks wrote it.
    let mine: Bool

    init(_ note: NoteText, _ mark: NoteMark?, for reader: RegistrationID?) {
        id = note.id.description
        markdown = note.markdown
        at = mark?.at
        mine = reader != nil && mark?.writer == reader
    }
}

/// What people said of a session, without who or when.
struct FeedbackWire: Encodable {
    struct OpinionWire: Encodable {
        let rating: Int
        @Nullable var comment: String?
    }

    let count: Int
    @Nullable var average: Double?
    /// How often 1 to 5 were given, in this order.
    let ratings: [Int]
    let opinions: [OpinionWire]

    init(_ feedback: [Feedback]) {
        let summary = FeedbackSummary(feedback)
        count = summary.count
        average = summary.average
        ratings = summary.ratings
        opinions = feedback.map { OpinionWire(rating: $0.rating, comment: $0.comment) }
    }
}

/// A session as its page shows it to everybody.
struct PublicSessionWire: Encodable {
    let session: SessionWire
    let event: AttendeeWire.EventWire
    @Nullable var placeName: String?
    let livestreamed: Bool
    /// How many are in the session's room, while it is on.
    @Nullable var inside: Int?
}

/// A session as its page shows it to somebody with a badge.
struct AttendedSessionWire: Encodable {
    let notes: [NoteWire]
    let interested: Bool
    let feedbackGiven: Bool
    let hosting: Bool
    /// Whether it has begun, so that something can be said about it.
    let hasBegun: Bool
}
