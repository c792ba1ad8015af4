// SPDX-License-Identifier: Apache-2.0

import Conference
import GRDB

/// The tables that follow from the facts, written in the fact's own transaction.
///
/// Their constraints hold what must be true whatever the code does: one check-in and one live badge a registration.
enum Projection {
    static func apply(_ fact: Fact, _ db: Database) throws {
        switch fact.event {
        case .checkedIn(let registration, _, _):
            try db.execute(
                literal: """
                    INSERT INTO check_ins (id, registration, at)
                    VALUES (\(fact.id.description), \(registration.description), \(fact.at.milliseconds))
                    """)
        case .checkInUndone(_, let checkIn, _):
            try db.execute(literal: "DELETE FROM check_ins WHERE id = \(checkIn.description)")
        case .badgePooled(let badge):
            try db.execute(literal: "INSERT INTO pooled_badges (serial) VALUES (\(badge.description))")
        case .badgeIssued(let badge, let registration):
            try db.execute(
                literal: """
                    INSERT INTO badges (serial, registration, issued_at)
                    VALUES (\(badge.description), \(registration.description), \(fact.at.milliseconds))
                    """)
        case .printRequested(let job, let badge, let order):
            try db.execute(
                literal: """
                    INSERT INTO print_jobs (id, badge, printer, route, activation, station, created_at, state)
                    VALUES (\(job.description), \(badge.description), \(order.route.first.description),
                      \(order.route.description), \(order.activation.rawValue), \(fact.station?.description),
                      \(fact.at.milliseconds), 'queued')
                    """)
        case .cardRequested(let job, let session, let order):
            try db.execute(
                literal: """
                    INSERT INTO print_jobs (id, session, printer, route, activation, station, created_at, state)
                    VALUES (\(job.description), \(session.description), \(order.route.first.description),
                      \(order.route.description), \(order.activation.rawValue), \(fact.station?.description),
                      \(fact.at.milliseconds), 'queued')
                    """)
        case .badgePrinted(let badge, _, _):
            try mark(badge, "printed_at", fact, db)
        case .badgeActivated(let badge):
            try mark(badge, "activated_at", fact, db)
        case .badgeRevoked(let badge, _):
            try mark(badge, "revoked_at", fact, db)
            // What is not at a printer yet never gets there.
            try db.execute(
                literal: """
                    UPDATE print_jobs SET state = 'failed', reasons = 'badge-revoked'
                    WHERE badge = \(badge.description) AND state = 'queued'
                    """)
        case .cardPrinted, .entered, .left, .visited, .refused, .recounted, .placeCleared, .placeOpened, .placeClosed,
            .stationPaired, .stationRevoked,
            .walkedIn, .badgeTextCorrected, .labelsLoaded, .sessionProposed, .sessionScheduled, .sessionStarted,
            .sessionEnded, .sessionMerged, .sessionReworded, .interestShown, .feedbackGiven, .noteAdded,
            .posterHandedIn,
            .lookedUp, .detailsOpened, .pinRefused, .pinTaken, .erased,
            .livestreamAnswered, .recordingStopped, .namingAnswered, .mealTaken, .seatsReleased, .waitlistJoined:
            break
        case .noteRemoved(let note):
            try db.execute(literal: "DELETE FROM notes WHERE id = \(note.description)")
        case .boardAssigned(let registration, let place, let board):
            try db.execute(
                literal: """
                    INSERT INTO poster_boards (registration, place, board)
                    VALUES (\(registration.description), \(place.description), \(board))
                    ON CONFLICT (registration, place) DO UPDATE SET board = excluded.board
                    """)
        case .boardFreed(let registration, let place):
            try db.execute(
                literal: """
                    DELETE FROM poster_boards
                    WHERE registration = \(registration.description) AND place = \(place.description)
                    """)
        case .seatForfeited(let registration):
            try db.execute(
                literal: """
                    INSERT INTO seats (registration, state) VALUES (\(registration.description), 'forfeited')
                    ON CONFLICT (registration) DO UPDATE SET state = excluded.state
                    """)
        case .waitlistReleased(let registration), .seatGranted(let registration):
            try db.execute(
                literal: """
                    INSERT INTO seats (registration, state) VALUES (\(registration.description), 'released')
                    ON CONFLICT (registration) DO UPDATE SET state = excluded.state
                    """)
        }
    }

    private static func mark(_ badge: BadgeSerial, _ column: String, _ fact: Fact, _ db: Database) throws {
        try db.execute(
            literal: """
                UPDATE badges SET \(sql: column) = \(fact.at.milliseconds) WHERE serial = \(badge.description)
                """)
    }
}
