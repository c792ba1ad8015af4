// SPDX-License-Identifier: Apache-2.0

import Conference

import struct Foundation.Date

// Facts about sessions and posters as rows.

extension FactRecord {
    mutating func fillProgramme(_ event: Happening) {
        switch event {
        case .sessionProposed(let session, let registration):
            subject = session.description
            self.registration = registration?.description
        case .interestShown(let session, let registration), .feedbackGiven(let session, let registration):
            subject = session.description
            self.registration = registration.description
        case .sessionScheduled(let session, let slot), .sessionStarted(let session, let slot):
            subject = session.description
            place = slot.place.description
            word = "\(slot.starts.milliseconds) \(slot.ends.milliseconds)"
        case .sessionEnded(let session, let reason):
            subject = session.description
            word = reason.rawValue
        case .sessionMerged(let session, let other):
            subject = session.description
            word = other.description
        case .sessionReworded(let session):
            subject = session.description
        case .noteAdded(let note, let session, let registration):
            subject = session.description
            word = note.description
            self.registration = registration?.description
        case .noteRemoved(let note):
            word = note.description
        case .boardAssigned(let registration, let place, let board):
            self.registration = registration.description
            self.place = place.description
            word = String(board)
        case .boardFreed(let registration, let place):
            self.registration = registration.description
            self.place = place.description
        case .posterHandedIn(let registration, let document):
            self.registration = registration.description
            word = document
        default: break
        }
    }

    func programmeEvent(_ kind: Kind) -> Happening? {
        if let event = posterEvent(kind) { return event }
        if kind == .noteRemoved { return word.flatMap { NoteID($0) }.map { .noteRemoved($0) } }
        // Where a person may be missing, what stands there must be one.
        guard let session = sessionID, registration == nil || registrationID != nil else {
            return nil
        }
        switch kind {
        case .sessionProposed: return .sessionProposed(session, by: registrationID)
        case .sessionScheduled: return slot.map { .sessionScheduled(session, $0) }
        case .sessionStarted: return slot.map { .sessionStarted(session, $0) }
        case .sessionEnded:
            return word.flatMap { SessionEnding(rawValue: $0) }.map { .sessionEnded(session, reason: $0) }
        case .sessionMerged: return word.flatMap { SessionID($0) }.map { .sessionMerged(session, into: $0) }
        case .sessionReworded: return .sessionReworded(session)
        case .interestShown: return registrationID.map { .interestShown(session, by: $0) }
        case .feedbackGiven: return registrationID.map { .feedbackGiven(session, by: $0) }
        case .noteAdded:
            return word.flatMap { NoteID($0) }.map { .noteAdded($0, to: session, by: registrationID) }
        default: return nil
        }
    }

    private func posterEvent(_ kind: Kind) -> Happening? {
        guard let registrationID else { return nil }
        if kind == .boardFreed { return placeID.map { .boardFreed(registrationID, at: $0) } }
        guard let word else { return nil }
        switch kind {
        case .boardAssigned:
            guard let placeID, let board = Int(word), board > 0 else { return nil }
            return .boardAssigned(registrationID, at: placeID, board: board)
        case .posterHandedIn: return .posterHandedIn(registrationID, document: word)
        default: return nil
        }
    }

    private var slot: SessionSlot? {
        guard let placeID, let times = word?.split(separator: " ").map({ Int64($0) }), times.count == 2,
            let starts = times[0], let ends = times[1]
        else { return nil }
        return SessionSlot(place: placeID, starts: Date(milliseconds: starts), ends: Date(milliseconds: ends))
    }
}
