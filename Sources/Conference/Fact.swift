// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Something that happened at the event; it never changes and holds no personal data.
package struct Fact: Equatable, Sendable, Identifiable {
    /// Made by whoever saw it happen: a repeat is the same fact.
    package let id: FactID
    /// When it happened, in whole milliseconds, so that what is stored equals what is held.
    package let at: Date
    /// The station that saw it; `nil` for the appliance itself.
    package let station: StationID?
    package let event: Happening

    package init(id: FactID = FactID(), at: Date, station: StationID?, _ event: Happening) {
        self.id = id
        self.at = at.roundedToMilliseconds
        self.station = station
        self.event = event
    }
}

/// What a fact says.
package enum Happening: Equatable, Sendable {
    /// The fact's own identifier is the check-in's.
    case checkedIn(RegistrationID, evidence: Evidence, codeOfConduct: String)
    case checkInUndone(RegistrationID, checkIn: FactID, reason: UndoReason)
    /// A badge was made beforehand for nobody yet, to be given to somebody by a scan.
    case badgePooled(BadgeSerial)
    /// The badge is this person's from now on; it was made for them, or comes out of the pool.
    case badgeIssued(BadgeSerial, to: RegistrationID)
    case printRequested(PrintJobID, badge: BadgeSerial, PrintOrder)
    /// `nil` for the printer in facts of before printers were told.
    case badgePrinted(BadgeSerial, job: PrintJobID, on: PrinterID?)
    /// The session's card for the whiteboard was asked for, on paper.
    case cardRequested(PrintJobID, of: SessionID, PrintOrder)
    case cardPrinted(SessionID, job: PrintJobID, on: PrinterID)
    case badgeActivated(BadgeSerial)
    case badgeRevoked(BadgeSerial, reason: RevocationReason)
    case entered(Passage)
    case left(Passage)
    /// The person was at a board of a poster session, and so is inside.
    case visited(Passage, board: Int)
    case refused(place: PlaceID, reason: RefusalReason, badge: BadgeSerial?)
    /// A volunteer counted the people inside; that corrects the figure from then on.
    case recounted(PlaceID, count: Int)
    /// Whoever was inside is not any more.
    case placeCleared(PlaceID, reason: ClearanceReason)
    /// From then on people are let in; `nil` for an organizer's board.
    case placeOpened(PlaceID, by: PINHolderID?)
    /// From then on nobody is let in.
    case placeClosed(PlaceID, by: PINHolderID?)
    case stationPaired(StationID)
    /// Its screen may nothing any more; the fact's own station asked for it, or a command did.
    case stationRevoked(StationID)
    /// Somebody who was not on the list was put on it at the desk.
    case walkedIn(RegistrationID)
    /// What stands on the person's badge was corrected at the desk; lists that are imported later do not change it.
    case badgeTextCorrected(RegistrationID)
    /// So many labels are in the printer; none, when it said that it is empty.
    case labelsLoaded(PrinterID, count: Int)

    // The programme. What people wrote stands beside the journal, see ``ProgrammeText``.

    /// Somebody wants this session to happen; `nil` for the organizers. Room and time, if any, are facts of their own.
    case sessionProposed(SessionID, by: RegistrationID?)
    /// It has this room and time from then on, for the first time or instead of others.
    case sessionScheduled(SessionID, SessionSlot)
    /// It began, in this room, and is to last until the slot's end.
    case sessionStarted(SessionID, SessionSlot)
    case sessionEnded(SessionID, reason: SessionEnding)
    /// It became part of another one.
    case sessionMerged(SessionID, into: SessionID)
    /// Its title or description is another from then on.
    case sessionReworded(SessionID)
    /// The person would come.
    case interestShown(SessionID, by: RegistrationID)
    /// `nil` for a note of a station's.
    case noteAdded(NoteID, to: SessionID, by: RegistrationID?)
    case noteRemoved(NoteID)
    /// The person said what they think of the session; what they said is not linked with them.
    case feedbackGiven(SessionID, by: RegistrationID)
    /// The person's poster hangs at this board of that poster session.
    case boardAssigned(RegistrationID, at: PlaceID, board: Int)
    /// The person's poster does not hang there, and its board is free from then on.
    case boardFreed(RegistrationID, at: PlaceID)
    /// A document of the person's poster was kept; named by its SHA-256 in hexadecimal.
    case posterHandedIn(RegistrationID, document: String)

    // Seats.

    /// Somebody accepted had not come when the seats were released, and theirs went to the waiting list.
    case seatForfeited(RegistrationID)
    /// Somebody of the waiting list has a seat from then on.
    case waitlistReleased(RegistrationID)
    /// The seats of those who had not come were released; says how many changed hands by the facts beside it.
    case seatsReleased(SeatReleaseCount)
    /// Somebody who had lost their seat waits at the end of the waiting list.
    case waitlistJoined(RegistrationID)
    /// Somebody who may said that this person gets a seat, whether one is free or not.
    case seatGranted(RegistrationID)

    // People.

    /// The person had the day's meal there.
    case mealTaken(Passage)
    /// Whether the person agrees to be seen on a livestream.
    case livestreamAnswered(RegistrationID, consents: Bool)
    /// From then on the person's ways are not recorded with the person.
    case recordingStopped(RegistrationID)
    /// Whether the person agrees to be named in the event's report.
    case namingAnswered(RegistrationID, consents: Bool)
    /// Personal data were erased, and every fact before this one was written anew about those who stand for people.
    ///
    /// `formerHead` is the digest in hexadecimal that the journal ended with until then.
    case erased(ErasureScope, formerHead: String)

    // What is seen of those who look.

    /// A desk looked somebody up; says how sure the answer was and how many people it showed, and not what was asked.
    case lookedUp(LookupVerdict, shown: Int)
    /// A desk was shown all that is known of somebody, for comparing; not of whom.
    case detailsOpened
    /// A PIN that opens nothing was tried; for so many seconds the station looks at none then.
    case pinRefused(lockedSeconds: Int)
    /// The right PIN came after wrong ones.
    case pinTaken
}

extension Happening {
    /// Whether a screen that shows sessions, posters or seats shows something else from then on.
    package var changesProgramme: Bool {
        switch self {
        case .sessionProposed, .sessionScheduled, .sessionStarted, .sessionEnded, .sessionMerged, .sessionReworded,
            .interestShown, .noteAdded, .noteRemoved, .feedbackGiven, .boardAssigned, .boardFreed, .posterHandedIn,
            .seatForfeited, .waitlistReleased, .seatsReleased, .waitlistJoined, .seatGranted:
            true
        default: false
        }
    }
}

/// One person's way through one door.
package struct Passage: Hashable, Sendable {
    package let registration: RegistrationID
    package let badge: BadgeSerial
    package let place: PlaceID
    /// Who let the person in although the place was full.
    package let letInBy: PINHolderID?

    package init(
        registration: RegistrationID, badge: BadgeSerial, place: PlaceID, letInBy: PINHolderID? = nil
    ) {
        self.registration = registration
        self.badge = badge
        self.place = place
        self.letInBy = letInBy
    }
}

/// What convinced the desk that this is the person.
package enum Evidence: String, CaseIterable, Sendable {
    case aamva, mrz, code, typed, known
    /// A tick on the paper roster, whose code was scanned later.
    case paper
}

/// Why a check-in was taken back.
package enum UndoReason: String, CaseIterable, Sendable {
    case wrongPerson, mistake
}

/// Why a badge stopped being valid.
package enum RevocationReason: String, CaseIterable, Sendable {
    case lost, damaged, misprinted, notPrinted, nameCorrected, checkInUndone
    /// Its owner's data were erased.
    case erased
}

/// Whose data were erased.
package enum ErasureScope: String, CaseIterable, Sendable {
    case everybody = "event"
    case person
}

/// Why a place was emptied.
package enum ClearanceReason: String, CaseIterable, Sendable {
    /// A volunteer closed the place.
    case closed
    /// The event's day is over, and nobody stays overnight.
    case dayEnded
    /// The place's hours are over.
    case sessionEnded
}

/// Why a door did not let a badge count.
package enum RefusalReason: String, CaseIterable, Sendable {
    case unreadable, foreign, forged, unknownBadge, revoked
    /// A badge of the pool that nobody has been given yet.
    case notIssued
    /// A badge that was printed beforehand for somebody who has not been checked in.
    case notCheckedIn
    /// As many people are inside as fit.
    case full
    /// The place's hours have not begun or are over, or somebody closed it.
    case closed
    /// The person had the day's meal there.
    case mealTaken
}

extension Date {
    package var roundedToMilliseconds: Date { Date(milliseconds: milliseconds) }

    /// Whole milliseconds since 1970, rounded to the nearest.
    package var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    package init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
