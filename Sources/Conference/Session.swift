// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// What a session's identifier identifies; facts name a session by it alone.
package enum SessionSubject {}

/// What a note's identifier identifies.
package enum NoteSubject {}

package typealias SessionID = Identifier<SessionSubject>
package typealias NoteID = Identifier<NoteSubject>

/// A room for a while: from `starts` up to and without `ends`.
package struct SessionSlot: Hashable, Sendable {
    package let place: PlaceID
    package let starts: Date
    package let ends: Date

    package init(place: PlaceID, starts: Date, ends: Date) {
        self.place = place
        self.starts = starts.roundedToMilliseconds
        self.ends = ends.roundedToMilliseconds
    }

    package func overlaps(_ other: SessionSlot) -> Bool {
        place == other.place && starts < other.ends && other.starts < ends
    }
}

/// Why a session is over before its time.
package enum SessionEnding: String, CaseIterable, Sendable {
    /// Its host or somebody who may said so.
    case ended
    /// It does not take place after all.
    case withdrawn
}

/// A session that somebody started, planned or proposed, without its text.
package struct Session: Equatable, Sendable, Identifiable {
    package let id: SessionID
    /// Whose idea it is; `nil` for one that the organizers announced.
    package let host: RegistrationID?
    package let proposedAt: Date
    /// Its room and time; `nil` for one without.
    package internal(set) var slot: SessionSlot?
    /// When somebody began it at a door or desk; one that was planned begins by itself.
    package internal(set) var startedAt: Date?
    package internal(set) var ending: Ending?
    /// The session that it became part of.
    package internal(set) var mergedInto: SessionID?
    var mergedAt: Date?
    /// The rooms that it left while it ran, each with its time there.
    var earlier: [SessionSlot] = []
    /// When it came to its room out of another one; `nil` where it began there.
    var cameAt: Date?
    /// Who would come, with those of the sessions that are part of it.
    package internal(set) var interested: Set<RegistrationID> = []
    /// Who would come to this one by itself.
    var ownInterest: Set<RegistrationID> = []
    /// Who gave feedback; what they said is stored without them.
    package internal(set) var feedbackGivers: Set<RegistrationID> = []
    /// The notes that stand, in order.
    package internal(set) var notes: [NoteID] = []

    package struct Ending: Equatable, Sendable {
        package let at: Date
        package let reason: SessionEnding
    }

    /// Where a session stands at `now`.
    package func phase(at now: Date) -> SessionPhase {
        if mergedInto != nil { return .merged }
        switch ending?.reason {
        case .withdrawn: return .withdrawn
        case .ended: return .over
        case nil: break
        }
        guard let slot else { return .proposed }
        if now >= slot.ends { return .over }
        return startedAt != nil || now >= slot.starts ? .running : .planned
    }

    /// Whether the session has its room for itself still, now or later.
    package func holdsItsRoom(at now: Date) -> Bool {
        let phase = phase(at: now)
        return phase == .running || phase == .planned
    }
}

package enum SessionPhase: String, CaseIterable, Sendable {
    /// An idea that has no room yet.
    case proposed
    case planned, running, over
    /// It did not take place.
    case withdrawn
    /// It became part of another.
    case merged
}

/// All sessions, folded from the journal.
package struct SessionBook: Equatable, Sendable {
    private var sessions: [SessionID: Session] = [:]
    /// In the order in which they came to be.
    private var order: [SessionID] = []
    private var notes: [NoteID: NoteMark] = [:]
    /// Taken down and not to be added again.
    private var removedNotes: Set<NoteID> = []

    package init() {}

    package subscript(_ id: SessionID) -> Session? { sessions[id] }

    /// All sessions in the order in which they came to be.
    package var all: [Session] { order.compactMap { sessions[$0] } }

    /// What is known of a note that stands.
    package func note(_ id: NoteID) -> NoteMark? { notes[id] }

    /// The notes of this person that stand.
    package func notes(by writer: RegistrationID) -> [NoteID] {
        notes.filter { $0.value.writer == writer }.map(\.key)
    }

    /// How many notes of this person stand.
    package func noteCount(by writer: RegistrationID) -> Int { notes.values.count { $0.writer == writer } }

    /// The session that has `place` at `now`, if any.
    package func running(in place: PlaceID, at now: Date) -> Session? {
        all.last { $0.slot?.place == place && $0.phase(at: now) == .running }
    }

    /// The next session that is planned in `place` from `now` on.
    package func next(in place: PlaceID, at now: Date) -> Session? {
        all.filter { $0.slot?.place == place && $0.phase(at: now) == .planned }
            .min { ($0.slot?.starts ?? .distantFuture) < ($1.slot?.starts ?? .distantFuture) }
    }

    /// The sessions that have the slot's room for a part of its time, the earliest first; `session` itself is none.
    package func conflicts(with slot: SessionSlot, of session: SessionID? = nil, at now: Date) -> [Session] {
        all.filter { other in
            other.id != session && other.holdsItsRoom(at: now) && other.slot?.overlaps(slot) == true
        }
        .sorted { ($0.slot?.starts ?? .distantPast) < ($1.slot?.starts ?? .distantPast) }
    }

    // MARK: Folding

    /// An idea is new, or was taken back and is wanted again.
    mutating func propose(_ id: SessionID, by host: RegistrationID?, at date: Date) {
        guard sessions[id] == nil else { return reopen(id) }
        sessions[id] = Session(id: id, host: host, proposedAt: date)
        order.append(id)
    }

    mutating func schedule(_ id: SessionID, _ slot: SessionSlot, at date: Date) {
        sessions[id]?.move(to: slot, at: date)
        reopen(id)
    }

    mutating func start(_ id: SessionID, _ slot: SessionSlot, at date: Date) {
        let wasStarted = sessions[id]?.startedAt
        schedule(id, slot, at: date)
        sessions[id]?.startedAt = wasStarted ?? date
    }

    mutating func end(_ id: SessionID, _ reason: SessionEnding, at date: Date) {
        sessions[id]?.ending = Session.Ending(at: date, reason: reason)
    }

    mutating func merge(_ id: SessionID, into other: SessionID, at date: Date) {
        guard sessions[id] != nil, sessions[other] != nil, !isPart(other, of: id) else { return }
        sessions[id]?.mergedInto = other
        sessions[id]?.mergedAt = date
        gatherInterest(in: other)
    }

    mutating func showInterest(in id: SessionID, by registration: RegistrationID) {
        sessions[id]?.ownInterest.insert(registration)
        gatherInterest(in: id)
    }

    private mutating func reopen(_ id: SessionID) {
        sessions[id]?.ending = nil
        sessions[id]?.mergedAt = nil
        guard let other = sessions[id]?.mergedInto else { return }
        sessions[id]?.mergedInto = nil
        gatherInterest(in: other)
    }

    /// Whether one is the other, or became part of it.
    private func isPart(_ id: SessionID, of other: SessionID) -> Bool {
        id == other || sessions[id]?.mergedInto.map { isPart($0, of: other) } ?? false
    }

    private mutating func gatherInterest(in id: SessionID) {
        guard let session = sessions[id] else { return }
        let parts = sessions.values.filter { $0.mergedInto == id }
        sessions[id]?.interested = parts.reduce(session.ownInterest) { $0.union($1.interested) }
        if let other = session.mergedInto { gatherInterest(in: other) }
    }

    mutating func giveFeedback(on id: SessionID, by registration: RegistrationID) {
        sessions[id]?.feedbackGivers.insert(registration)
    }

    mutating func addNote(_ note: NoteID, to id: SessionID, _ mark: NoteMark) {
        guard notes[note] == nil, !removedNotes.contains(note), sessions[id] != nil else { return }
        sessions[id]?.notes.append(note)
        notes[note] = mark
    }

    mutating func removeNote(_ note: NoteID) {
        removedNotes.insert(note)
        guard let mark = notes.removeValue(forKey: note) else { return }
        sessions[mark.session]?.notes.removeAll { $0 == note }
    }
}

/// Where a note stands, and whose it is.
package struct NoteMark: Equatable, Sendable {
    package let session: SessionID
    /// `nil` for a station's.
    package let writer: RegistrationID?
    package let at: Date
}
