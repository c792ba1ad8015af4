// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

/// All sessions, as `GET /sessions` and each event frame give them.
struct SessionsWire: Encodable {
    let asOf: Date
    /// In the order in which they came to be.
    let sessions: [SessionWire]
}

struct SessionWire: Encodable {
    let id: String
    let title: String
    @Nullable var description: String?
    /// The host's badge name; `nil` for a session of the organizers.
    @Nullable var host: String?
    let phase: String
    @Nullable var place: String?
    @Nullable var starts: Date?
    @Nullable var ends: Date?
    /// When somebody began it.
    @Nullable var startedAt: Date?
    /// When somebody ended or withdrew it.
    @Nullable var endedAt: Date?
    /// How many would come.
    let interested: Int
    let notes: Int
    @Nullable var mergedInto: String?

    init(_ session: Session, _ text: SessionText, host: String?, at now: Date) {
        id = session.id.description
        title = text.title
        description = text.description
        self.host = host
        phase = session.phase(at: now).rawValue
        place = session.slot?.place.rawValue
        starts = session.slot?.starts
        ends = session.slot?.ends
        startedAt = session.startedAt
        endedAt = session.ending?.at
        interested = session.interested.count
        notes = session.notes.count
        mergedInto = session.mergedInto?.description
    }
}
