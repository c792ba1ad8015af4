// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

/// Which rooms and times a session may have.
extension SessionDesk {
    private static var longestSeconds: Double { 24 * 3600 }
    /// A plan may say a time that has just begun.
    private static var graceSeconds: Double { 60 }
    /// A session that is to be started keeps its planned end if it was to begin so soon.
    private static var earlySeconds: Double { 1800 }
    /// A session whose time ran out may be given more for so long.
    private static var afterwardsSeconds: Double { 1800 }

    /// The slot of a session that begins now.
    func slotNow(
        in place: PlaceID, from now: Date, until end: Date?, of session: SessionID, _ state: ConferenceState
    ) -> Result<SessionSlot, SessionRefusal> {
        guard let room = event.place(place) else { return .failure(.unknownPlace) }
        let planned = state.sessions[session]?.slot
        var ends = end ?? Self.usualEnd(of: planned, from: now)
        // Who did not say how long has the room until it closes, or until the next session.
        let opening = state.opening(of: room, at: now)
        if end == nil, opening.isOpen, let closes = opening.until, now.distance(to: closes) >= Self.shortestSeconds {
            ends = min(ends, closes)
        }
        let wanted = SessionSlot(place: place, starts: now, ends: ends)
        return checkRoom(wanted, of: session, stays: false, at: now, state).flatMapError { refusal in
            guard end == nil, case .taken(_, let next) = refusal,
                next.starts.timeIntervalSince(now) >= Self.shortestSeconds
            else { return .failure(refusal) }
            return .success(SessionSlot(place: place, starts: now, ends: next.starts))
        }
    }

    private static func usualEnd(of planned: SessionSlot?, from now: Date) -> Date {
        guard let planned else { return now.addingTimeInterval(usualSeconds) }
        let isSoon = planned.starts.timeIntervalSince(now) <= earlySeconds && planned.ends > now
        return isSoon ? planned.ends : now.addingTimeInterval(planned.ends.timeIntervalSince(planned.starts))
    }

    /// The slot of a session that is on already, with the end that is asked for.
    func longer(
        _ session: Session, until end: Date?, at now: Date, _ state: ConferenceState
    ) -> Result<SessionSlot, SessionRefusal> {
        guard let slot = session.slot else { return .failure(.unknownSession) }
        return check(
            SessionSlot(place: slot.place, starts: slot.starts, ends: end ?? slot.ends), of: session, at: now, state)
    }

    /// The slot as the session may have it: one that has begun keeps its beginning, wherever it goes.
    func check(
        _ wanted: SessionSlot, of session: Session?, at now: Date, _ state: ConferenceState
    ) -> Result<SessionSlot, SessionRefusal> {
        guard let session, let old = session.slot, old.starts <= now, wanted.starts <= now else {
            guard wanted.starts.timeIntervalSince(now) >= -Self.graceSeconds else { return .failure(.past) }
            return checkRoom(wanted, of: session?.id, stays: false, at: now, state)
        }
        guard wanted.ends > now else { return .failure(.past) }
        let slot = SessionSlot(place: wanted.place, starts: old.starts, ends: wanted.ends)
        // Whoever is inside may stay, also where nobody else is let in.
        return checkRoom(slot, of: session.id, stays: old.place == wanted.place, at: now, state)
    }

    private func checkRoom(
        _ slot: SessionSlot, of session: SessionID?, stays: Bool, at now: Date, _ state: ConferenceState
    ) -> Result<SessionSlot, SessionRefusal> {
        guard let place = event.place(slot.place) else { return .failure(.unknownPlace) }
        guard place.kind == .room else { return .failure(.notARoom) }
        let seconds = slot.ends.timeIntervalSince(slot.starts)
        guard seconds > 0, seconds <= Self.longestSeconds else { return .failure(.impossibleTime) }
        let opening = state.opening(of: place, at: max(slot.starts, now))
        if !opening.isOpen, !stays { return .failure(slot.starts <= now ? .closed : .closedThen) }
        if opening.isOpen, let closes = opening.until, closes < slot.ends { return .failure(.closedThen) }
        // What was there before now is over.
        let rest = SessionSlot(place: slot.place, starts: max(slot.starts, now), ends: slot.ends)
        if let other = state.sessions.conflicts(with: rest, of: session, at: now).first, let taken = other.slot {
            return .failure(.taken(by: other.id, taken))
        }
        return .success(slot)
    }

    /// Whether a session whose time ran out may still be given more: not for long, and while nobody came after it.
    func mayGoOn(_ session: Session, at now: Date, _ state: ConferenceState) -> Bool {
        guard session.phase(at: now) == .over, session.ending == nil, let slot = session.slot,
            now.timeIntervalSince(slot.ends) <= Self.afterwardsSeconds
        else { return false }
        let since = SessionSlot(place: slot.place, starts: slot.ends, ends: now)
        return state.sessions.all.allSatisfy { other in
            other.id == session.id || !other.stretches(upTo: now).contains { $0.overlaps(since) }
        }
    }
}

extension Session {
    /// Whether anything about the session can still change.
    func isOpen(at now: Date) -> Bool {
        switch phase(at: now) {
        case .proposed, .planned, .running: true
        case .over, .withdrawn, .merged: false
        }
    }
}
