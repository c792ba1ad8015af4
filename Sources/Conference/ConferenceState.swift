// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// Everything that decisions look at: a fold over all facts.
package struct ConferenceState: Equatable, Sendable {
    package private(set) var checkIns: [RegistrationID: CheckIn] = [:]
    package private(set) var badges: [BadgeSerial: Badge] = [:]
    /// The one badge of each registration that has not been revoked.
    package private(set) var liveBadges: [RegistrationID: BadgeSerial] = [:]
    /// Badges that were made beforehand and that nobody has been given yet.
    package private(set) var pool: Set<BadgeSerial> = []
    package private(set) var occupancy = Occupancy()
    /// Each person's latest passage in the order of recording, for answering a double scan.
    package private(set) var lastPassages: [RegistrationID: LastPassage] = [:]
    /// Registrations that were made at the desk, and that no imported list speaks of.
    package private(set) var walkIns: Set<RegistrationID> = []
    /// Registrations whose badge says what the desk made it say, whatever an imported list says.
    package private(set) var corrected: Set<RegistrationID> = []
    /// The labels of each printer of which somebody knew how many there are.
    package private(set) var labels: [PrinterID: LabelCount] = [:]
    /// What volunteers did at the places.
    package private(set) var placeLog = PlaceLog()
    package private(set) var boardVisits = BoardVisits()
    package private(set) var sessions = SessionBook()
    package private(set) var posters = PosterBook()
    package private(set) var seats = SeatBook()
    package private(set) var meals = MealBook()
    /// The version of the code of conduct that each person agreed to last.
    package private(set) var agreements: [RegistrationID: String] = [:]
    /// What people said of the livestream at check-in, which goes before what the list says.
    package private(set) var livestreamAnswers: [RegistrationID: Bool] = [:]
    /// Those whose ways are not recorded with them.
    package private(set) var unrecorded: Set<RegistrationID> = []
    /// Those who agreed to be named in the event's report.
    package private(set) var named: Set<RegistrationID> = []
    /// How often the facts were written anew, because personal data were erased.
    package private(set) var erasureCount = 0
    /// When everybody's data were erased last, if they ever were.
    package private(set) var erasedAt: Date?
    package private(set) var deskActivity = DeskActivity()
    package private(set) var pinTries = PINTries()
    private var badgesByIssue: [FactID: BadgeSerial] = [:]

    package init() {}

    package func badge(of registration: RegistrationID) -> Badge? {
        liveBadges[registration].flatMap { badges[$0] }
    }

    /// The badge whose `badgeIssued` fact has this identifier.
    package func badge(issuedBy fact: FactID) -> Badge? {
        badgesByIssue[fact].flatMap { badges[$0] }
    }

    package mutating func apply(_ fact: Fact) {
        switch fact.event {
        case .checkedIn(let registration, let evidence, let codeOfConduct):
            deskActivity.note(at: fact.at, by: fact.station) { $0.checkIns += 1 }
            agreements[registration] = codeOfConduct
            checkIns[registration] = CheckIn(
                id: fact.id, at: fact.at, station: fact.station, evidence: evidence, codeOfConduct: codeOfConduct)
        case .checkInUndone(let registration, let checkIn, let reason):
            guard checkIns[registration]?.id == checkIn else { return }
            checkIns[registration] = nil
            // Somebody else agreed in this person's name.
            if reason == .wrongPerson { agreements[registration] = nil }
        case .badgePooled(let serial):
            pool.insert(serial)
        case .badgeIssued(let serial, let registration):
            pool.remove(serial)
            badges[serial] = Badge(serial: serial, registration: registration, issuedAt: fact.at)
            liveBadges[registration] = serial
            badgesByIssue[fact.id] = serial
        case .printRequested(let job, let serial, _):
            badges[serial]?.printJob = job
        case .badgePrinted(let serial, _, let printer):
            badges[serial]?.printedAt = fact.at
            if let printer { labels[printer]?.printOne() }
        case .cardPrinted(_, _, let printer):
            labels[printer]?.printOne()
        case .badgeActivated(let serial):
            badges[serial]?.activatedAt = fact.at
        case .badgeRevoked(let serial, let reason):
            revoke(serial, at: fact.at, reason: reason)
        case .entered(let passage):
            apply(passage, of: fact)
            if let holder = passage.letInBy {
                placeLog.letIn(to: passage.place, LetIn(passage: fact.id, at: fact.at, by: holder))
            }
        case .left(let passage):
            apply(passage, of: fact)
        case .visited(let passage, let board):
            apply(passage, of: fact, board: board)
            boardVisits.visit(board, of: passage.place, by: passage.registration, fact: fact.id)
        case .placeOpened(let place, let holder):
            placeLog.turn(place, PlaceTurn(at: fact.at, isOpen: true, by: holder), by: fact.id)
        case .placeClosed(let place, let holder):
            placeLog.turn(place, PlaceTurn(at: fact.at, isOpen: false, by: holder), by: fact.id)
        case .recounted(let place, let count):
            occupancy.recount(place, count, at: fact.at, by: fact.id)
        case .placeCleared(let place, _):
            occupancy.clear(place, at: fact.at, by: fact.id)
        case .walkedIn(let registration):
            walkIns.insert(registration)
        case .badgeTextCorrected(let registration):
            corrected.insert(registration)
        case .labelsLoaded(let printer, let count):
            labels[printer, default: LabelCount(loaded: count)].load(count)
        case .refused, .stationPaired, .stationRevoked, .cardRequested:
            break
        case .sessionProposed, .sessionScheduled, .sessionStarted, .sessionEnded, .sessionMerged, .sessionReworded,
            .interestShown, .noteAdded, .noteRemoved, .feedbackGiven, .boardAssigned, .boardFreed, .posterHandedIn:
            applyProgramme(fact)
        case .seatForfeited(let registration):
            seats.forfeit(registration, at: fact.at)
        case .waitlistReleased(let registration), .seatGranted(let registration):
            seats.release(to: registration, at: fact.at)
        case .seatsReleased(let count):
            seats.note(count, at: fact.at)
        case .waitlistJoined(let registration):
            seats.join(registration)
        case .mealTaken(let passage):
            meals.take(passage, at: fact.at, by: fact.id)
        case .livestreamAnswered(let registration, let consents):
            livestreamAnswers[registration] = consents
        case .recordingStopped(let registration):
            unrecorded.insert(registration)
        case .namingAnswered(let registration, let consents):
            if consents { named.insert(registration) } else { named.remove(registration) }
        case .erased(let scope, _):
            erasureCount += 1
            if scope == .everybody { erasedAt = fact.at }
        case .lookedUp(_, let shown):
            deskActivity.note(at: fact.at, by: fact.station) { tally in
                tally.lookups += 1
                tally.shown += shown
            }
        case .detailsOpened:
            deskActivity.note(at: fact.at, by: fact.station) { $0.opened += 1 }
        case .pinRefused(let seconds):
            pinTries.refuse(at: fact.at, by: fact.station, lockedSeconds: seconds)
        case .pinTaken:
            pinTries.forgive(fact.station)
        }
    }

    private mutating func applyProgramme(_ fact: Fact) {
        switch fact.event {
        case .sessionProposed(let session, let host): sessions.propose(session, by: host, at: fact.at)
        case .sessionScheduled(let session, let slot): sessions.schedule(session, slot, at: fact.at)
        case .sessionStarted(let session, let slot): sessions.start(session, slot, at: fact.at)
        case .sessionEnded(let session, let reason): sessions.end(session, reason, at: fact.at)
        case .sessionMerged(let session, let other): sessions.merge(session, into: other, at: fact.at)
        case .interestShown(let session, let registration): sessions.showInterest(in: session, by: registration)
        case .noteAdded(let note, let session, let writer):
            sessions.addNote(note, to: session, NoteMark(session: session, writer: writer, at: fact.at))
        case .noteRemoved(let note): sessions.removeNote(note)
        case .feedbackGiven(let session, let registration): sessions.giveFeedback(on: session, by: registration)
        case .boardAssigned(let registration, let place, let board):
            posters.assign(board, in: place, to: registration)
        case .boardFreed(let registration, let place): posters.free(in: place, of: registration)
        case .posterHandedIn(let registration, let document): posters.handIn(document, by: registration)
        default: break
        }
    }

    private mutating func revoke(_ serial: BadgeSerial, at date: Date, reason: RevocationReason) {
        guard let registration = badges[serial]?.registration else { return }
        badges[serial]?.revocation = Badge.Revocation(at: date, reason: reason)
        if liveBadges[registration] == serial { liveBadges[registration] = nil }
    }

    private mutating func apply(_ passage: Passage, of fact: Fact, board: Int? = nil) {
        guard let movement = Movement(fact) else { return }
        occupancy.apply(movement)
        lastPassages[passage.registration] = LastPassage(
            id: fact.id, at: fact.at, place: passage.place, direction: movement.direction, board: board)
    }
}

/// That a person arrived.
package struct CheckIn: Equatable, Sendable {
    /// The `checkedIn` fact's identifier.
    package let id: FactID
    package let at: Date
    package let station: StationID?
    package let evidence: Evidence
    /// The version of the code of conduct that the person agreed to.
    package let codeOfConduct: String

    package init(id: FactID, at: Date, station: StationID?, evidence: Evidence, codeOfConduct: String) {
        self.id = id
        self.at = at
        self.station = station
        self.evidence = evidence
        self.codeOfConduct = codeOfConduct
    }
}

/// One badge and how far it got.
package struct Badge: Equatable, Sendable {
    package struct Revocation: Equatable, Sendable {
        package let at: Date
        package let reason: RevocationReason
    }

    package let serial: BadgeSerial
    package let registration: RegistrationID
    package let issuedAt: Date
    /// The latest print job for it.
    package fileprivate(set) var printJob: PrintJobID?
    package fileprivate(set) var printedAt: Date?
    package fileprivate(set) var activatedAt: Date?
    package fileprivate(set) var revocation: Revocation?

    fileprivate init(serial: BadgeSerial, registration: RegistrationID, issuedAt: Date) {
        self.serial = serial
        self.registration = registration
        self.issuedAt = issuedAt
    }
}

/// A person's latest passage.
package struct LastPassage: Equatable, Sendable {
    package let id: FactID
    package let at: Date
    package let place: PlaceID
    package let direction: Movement.Direction
    /// The board that was visited, for a passage at one.
    package let board: Int?
}
