// SPDX-License-Identifier: Apache-2.0

import Conference
import GRDB
import Sealing

import struct Foundation.Date

/// A fact as a row: what kind it is, and a column for each sort of subject.
struct FactRecord {
    let id: String
    /// Milliseconds since 1970.
    let at: Int64
    let station: String?
    let kind: String
    var registration: String?
    var badge: String?
    var place: String?
    var printJob: String?
    var printer: String?
    var subject: String?
    var word: String?

    init(_ fact: Fact) {
        id = fact.id.description
        at = fact.at.milliseconds
        station = fact.station?.description
        kind = Kind(fact.event).rawValue
        switch fact.event {
        case .checkedIn(let registration, let evidence, let codeOfConduct):
            self.registration = registration.description
            subject = codeOfConduct
            word = evidence.rawValue
        case .checkInUndone(let registration, let checkIn, let reason):
            self.registration = registration.description
            subject = checkIn.description
            word = reason.rawValue
        case .badgePooled(let badge):
            self.badge = badge.description
        case .badgeIssued(let badge, let registration):
            self.badge = badge.description
            self.registration = registration.description
        case .printRequested(let job, let badge, let order):
            self.badge = badge.description
            printJob = job.description
            printer = order.route.description
            word = order.activation == .scanned ? nil : order.activation.rawValue
        case .badgePrinted(let badge, let job, let printer):
            self.badge = badge.description
            printJob = job.description
            self.printer = printer?.description
        case .cardRequested(let job, let session, let order):
            subject = session.description
            printJob = job.description
            printer = order.route.description
            word = order.activation.rawValue
        case .cardPrinted(let session, let job, let printer):
            subject = session.description
            printJob = job.description
            self.printer = printer.description
        case .badgeActivated(let badge):
            self.badge = badge.description
        case .badgeRevoked(let badge, let reason):
            self.badge = badge.description
            word = reason.rawValue
        case .entered(let passage), .left(let passage):
            registration = passage.registration.description
            badge = passage.badge.description
            place = passage.place.description
            subject = passage.letInBy?.description
        case .visited(let passage, let board):
            registration = passage.registration.description
            badge = passage.badge.description
            place = passage.place.description
            word = String(board)
        case .refused(let place, let reason, let badge):
            self.place = place.description
            self.badge = badge?.description
            word = reason.rawValue
        case .recounted(let place, let count):
            self.place = place.description
            word = String(count)
        case .placeCleared(let place, let reason):
            self.place = place.description
            word = reason.rawValue
        case .placeOpened(let place, let holder), .placeClosed(let place, let holder):
            self.place = place.description
            subject = holder?.description
        case .stationPaired(let station), .stationRevoked(let station):
            subject = station.description
        case .walkedIn(let registration), .badgeTextCorrected(let registration):
            self.registration = registration.description
        case .labelsLoaded(let printer, let count):
            self.printer = printer.description
            word = String(count)
        case .seatForfeited(let registration), .waitlistReleased(let registration),
            .waitlistJoined(let registration), .seatGranted(let registration), .recordingStopped(let registration):
            self.registration = registration.description
        case .seatsReleased(let count):
            word = "\(count.forfeited) \(count.released)"
        case .mealTaken(let passage):
            registration = passage.registration.description
            badge = passage.badge.description
            place = passage.place.description
        case .livestreamAnswered(let registration, let consents):
            self.registration = registration.description
            word = consents ? Self.yes : Self.no
        case .namingAnswered(let registration, let consents):
            self.registration = registration.description
            word = consents ? Self.yes : Self.no
        case .erased(let scope, let formerHead):
            subject = formerHead
            word = scope.rawValue
        case .lookedUp, .detailsOpened, .pinRefused, .pinTaken:
            fillCare(fact.event)
        case .sessionProposed, .sessionScheduled, .sessionStarted, .sessionEnded, .sessionMerged, .sessionReworded,
            .interestShown, .noteAdded, .noteRemoved, .feedbackGiven, .boardAssigned, .boardFreed, .posterHandedIn:
            fillProgramme(fact.event)
        }
    }

    private static let yes = "yes"
    private static let no = "no"

    /// The kinds as they stand in the database; never renamed.
    enum Kind: String {
        case checkedIn, checkInUndone, badgeIssued, printRequested, badgePrinted, cardRequested, cardPrinted,
            badgeActivated, badgeRevoked, entered, left, refused, stationPaired, stationRevoked, walkedIn,
            badgePooled,
            badgeTextCorrected, labelsLoaded, recounted, placeCleared, visited, placeOpened, placeClosed,
            sessionProposed, sessionScheduled, sessionStarted, sessionEnded, sessionMerged, sessionReworded,
            interestShown, noteAdded, noteRemoved, feedbackGiven, boardAssigned, boardFreed, posterHandedIn,
            seatForfeited, waitlistReleased, seatsReleased, waitlistJoined, seatGranted, mealTaken, livestreamAnswered,
            recordingStopped, namingAnswered, erased, lookedUp, detailsOpened, pinRefused, pinTaken

        init(_ event: Happening) {
            switch event {
            case .checkedIn: self = .checkedIn
            case .checkInUndone: self = .checkInUndone
            case .badgeIssued: self = .badgeIssued
            case .printRequested: self = .printRequested
            case .badgePrinted: self = .badgePrinted
            case .cardRequested: self = .cardRequested
            case .cardPrinted: self = .cardPrinted
            case .badgeActivated: self = .badgeActivated
            case .badgeRevoked: self = .badgeRevoked
            case .entered: self = .entered
            case .left: self = .left
            case .refused: self = .refused
            case .stationPaired: self = .stationPaired
            case .stationRevoked: self = .stationRevoked
            case .walkedIn: self = .walkedIn
            case .badgePooled: self = .badgePooled
            case .badgeTextCorrected: self = .badgeTextCorrected
            case .labelsLoaded: self = .labelsLoaded
            case .recounted: self = .recounted
            case .placeCleared: self = .placeCleared
            case .visited: self = .visited
            case .placeOpened: self = .placeOpened
            case .placeClosed: self = .placeClosed
            case .sessionProposed: self = .sessionProposed
            case .sessionScheduled: self = .sessionScheduled
            case .sessionStarted: self = .sessionStarted
            case .sessionEnded: self = .sessionEnded
            case .sessionMerged: self = .sessionMerged
            case .sessionReworded: self = .sessionReworded
            case .interestShown: self = .interestShown
            case .noteAdded: self = .noteAdded
            case .noteRemoved: self = .noteRemoved
            case .feedbackGiven: self = .feedbackGiven
            case .boardAssigned: self = .boardAssigned
            case .boardFreed: self = .boardFreed
            case .posterHandedIn: self = .posterHandedIn
            case .seatForfeited: self = .seatForfeited
            case .waitlistReleased: self = .waitlistReleased
            case .seatsReleased: self = .seatsReleased
            case .waitlistJoined: self = .waitlistJoined
            case .seatGranted: self = .seatGranted
            case .mealTaken: self = .mealTaken
            case .livestreamAnswered: self = .livestreamAnswered
            case .recordingStopped: self = .recordingStopped
            case .namingAnswered: self = .namingAnswered
            case .erased: self = .erased
            case .lookedUp: self = .lookedUp
            case .detailsOpened: self = .detailsOpened
            case .pinRefused: self = .pinRefused
            case .pinTaken: self = .pinTaken
            }
        }
    }

    /// What the chain covers, in this order.
    func digest(following head: ChainDigest, sequence: Int64, recordedAt: Date) -> ChainDigest {
        head.following { message in
            message.add(sequence)
            message.add(id)
            message.add(kind)
            message.add(at)
            message.add(recordedAt.milliseconds)
            message.add(station)
            message.add(registration)
            message.add(badge)
            message.add(place)
            message.add(printJob)
            message.add(printer)
            message.add(subject)
            message.add(word)
        }
    }
}

extension FactRecord {
    init(_ row: Row) {
        id = row[1]
        kind = row[2]
        at = row[3]
        station = row[5]
        registration = row[6]
        badge = row[7]
        place = row[8]
        printJob = row[9]
        printer = row[10]
        subject = row[11]
        word = row[12]
    }

    /// The event that this row stands for, or `nil` when a column that it needs does not hold what it should.
    var event: Happening? {
        guard let kind = Kind(rawValue: kind) else { return nil }
        switch kind {
        case .checkedIn: return checkedIn
        case .checkInUndone: return checkInUndone
        case .badgeIssued:
            guard let serial, let registrationID else { return nil }
            return .badgeIssued(serial, to: registrationID)
        case .printRequested: return printRequested
        case .badgePrinted:
            guard let serial, let job else { return nil }
            guard printer == nil || printerID != nil else { return nil }
            return .badgePrinted(serial, job: job, on: printerID)
        case .cardRequested: return cardRequested
        case .cardPrinted:
            guard let sessionID, let job, let printerID else { return nil }
            return .cardPrinted(sessionID, job: job, on: printerID)
        case .badgeActivated: return serial.map { .badgeActivated($0) }
        case .badgeRevoked:
            guard let serial, let reason = word.flatMap({ RevocationReason(rawValue: $0) }) else { return nil }
            return .badgeRevoked(serial, reason: reason)
        case .entered: return passage.map { .entered($0) }
        case .left: return passage.map { .left($0) }
        case .refused:
            guard let placeID, let reason = word.flatMap({ RefusalReason(rawValue: $0) }) else { return nil }
            return .refused(place: placeID, reason: reason, badge: serial)
        case .recounted:
            guard let placeID, let count = word.flatMap({ Int($0) }), count >= 0 else { return nil }
            return .recounted(placeID, count: count)
        case .placeCleared:
            guard let placeID, let reason = word.flatMap({ ClearanceReason(rawValue: $0) }) else { return nil }
            return .placeCleared(placeID, reason: reason)
        case .visited:
            guard let passage, let board = word.flatMap({ Int($0) }), board > 0 else { return nil }
            return .visited(passage, board: board)
        case .placeOpened, .placeClosed:
            guard let placeID, subject == nil || holderID != nil else { return nil }
            return kind == .placeOpened ? .placeOpened(placeID, by: holderID) : .placeClosed(placeID, by: holderID)
        case .stationPaired: return stationID.map { .stationPaired($0) }
        case .stationRevoked: return stationID.map { .stationRevoked($0) }
        case .walkedIn: return registrationID.map { .walkedIn($0) }
        case .badgePooled: return serial.map { .badgePooled($0) }
        case .badgeTextCorrected: return registrationID.map { .badgeTextCorrected($0) }
        case .labelsLoaded:
            guard let printerID, let count = word.flatMap({ Int($0) }), count >= 0 else { return nil }
            return .labelsLoaded(printerID, count: count)
        case .seatForfeited: return registrationID.map { .seatForfeited($0) }
        case .waitlistReleased: return registrationID.map { .waitlistReleased($0) }
        case .seatsReleased: return seatReleaseCount.map { .seatsReleased($0) }
        case .waitlistJoined: return registrationID.map { .waitlistJoined($0) }
        case .seatGranted: return registrationID.map { .seatGranted($0) }
        case .mealTaken: return passage.map { .mealTaken($0) }
        case .livestreamAnswered:
            guard let registrationID, word == Self.yes || word == Self.no else { return nil }
            return .livestreamAnswered(registrationID, consents: word == Self.yes)
        case .namingAnswered:
            guard let registrationID, word == Self.yes || word == Self.no else { return nil }
            return .namingAnswered(registrationID, consents: word == Self.yes)
        case .recordingStopped: return registrationID.map { .recordingStopped($0) }
        case .erased:
            guard let scope = word.flatMap({ ErasureScope(rawValue: $0) }), let subject else { return nil }
            return .erased(scope, formerHead: subject)
        case .lookedUp, .detailsOpened, .pinRefused, .pinTaken: return careEvent(kind)
        case .sessionProposed, .sessionScheduled, .sessionStarted, .sessionEnded, .sessionMerged, .sessionReworded,
            .interestShown, .noteAdded, .noteRemoved, .feedbackGiven, .boardAssigned, .boardFreed, .posterHandedIn:
            return programmeEvent(kind)
        }
    }

    private var seatReleaseCount: SeatReleaseCount? {
        guard let numbers = word?.split(separator: " ").map({ Int($0) }), numbers.count == 2,
            let forfeited = numbers[0],
            let released = numbers[1], forfeited >= 0, released >= 0
        else { return nil }
        return SeatReleaseCount(forfeited: forfeited, released: released)
    }

    private var checkedIn: Happening? {
        guard let registrationID, let evidence = word.flatMap({ Evidence(rawValue: $0) }), let subject else {
            return nil
        }
        return .checkedIn(registrationID, evidence: evidence, codeOfConduct: subject)
    }

    private var checkInUndone: Happening? {
        guard let registrationID, let checkIn = subject.flatMap({ FactID($0) }),
            let reason = word.flatMap({ UndoReason(rawValue: $0) })
        else { return nil }
        return .checkInUndone(registrationID, checkIn: checkIn, reason: reason)
    }

    private var printRequested: Happening? {
        guard let job, let serial, let route = printer.flatMap({ PrinterRoute($0) }) else { return nil }
        guard let activation = BadgeActivation(rawValue: word ?? BadgeActivation.scanned.rawValue) else { return nil }
        return .printRequested(job, badge: serial, PrintOrder(route, activation: activation))
    }

    private var cardRequested: Happening? {
        guard let job, let sessionID, let route = printer.flatMap({ PrinterRoute($0) }),
            let activation = word.flatMap({ BadgeActivation(rawValue: $0) })
        else { return nil }
        return .cardRequested(job, of: sessionID, PrintOrder(route, activation: activation))
    }

    private var passage: Passage? {
        // Whoever was let in over the limit has a subject, who let them in; facts of before have none.
        guard let registrationID, let serial, let placeID, subject == nil || holderID != nil else { return nil }
        return Passage(registration: registrationID, badge: serial, place: placeID, letInBy: holderID)
    }

    var registrationID: RegistrationID? { registration.flatMap { RegistrationID($0) } }
    private var serial: BadgeSerial? { badge.flatMap { BadgeSerial($0) } }
    var placeID: PlaceID? { place.flatMap { PlaceID($0) } }
    private var printerID: PrinterID? { printer.flatMap { PrinterID($0) } }
    var sessionID: SessionID? { subject.flatMap { SessionID($0) } }
    private var stationID: StationID? { subject.flatMap { StationID($0) } }
    private var holderID: PINHolderID? { subject.flatMap { PINHolderID($0) } }
    private var job: PrintJobID? { printJob.flatMap { PrintJobID($0) } }
}
