// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import SQLiteStore
import Testing

/// A fresh folder with a database in it, gone with the test.
final class World: Sendable {
    let folder: URL
    let gradient: PlaceID
    let noon = Date(timeIntervalSince1970: 1_475_866_800)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "lanyard-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        gradient = try #require(PlaceID("gradient"))
    }

    deinit {
        // A folder that cannot be removed is the next clean-up's business.
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { folder.appending(path: "lanyard.sqlite").path }

    func open() throws -> SQLiteStore { try SQLiteStore(path: path, places: [gradient], creating: true) }

    func add(_ names: String..., to store: SQLiteStore) async throws -> [RegistrationID] {
        let registrations = names.map { Registration(id: RegistrationID(), details: RegistrationDetails(fullName: $0)) }
        return try await store.editRoster { _ in (registrations, registrations.map(\.id)) }
    }

    /// One of each kind of fact about the programme, seats and people.
    func programme(of person: RegistrationID, badge: BadgeSerial, printer: PrinterID) -> [Happening] {
        let card = PrintJobID()
        let (session, other, note) = (SessionID(), SessionID(), NoteID())
        let slot = SessionSlot(place: gradient, starts: noon, ends: noon + 3600)
        return [
            .sessionProposed(session, by: person), .sessionProposed(other, by: nil), .sessionScheduled(session, slot),
            .sessionStarted(session, slot), .sessionEnded(session, reason: .withdrawn),
            .sessionEnded(other, reason: .ended), .sessionMerged(session, into: other), .sessionReworded(session),
            .interestShown(session, by: person), .noteAdded(note, to: session, by: person),
            .noteAdded(NoteID(), to: session, by: nil), .noteRemoved(note), .feedbackGiven(session, by: person),
            .boardAssigned(person, at: gradient, board: 7), .boardFreed(person, at: gradient),
            .posterHandedIn(person, document: "00ff"),
            .cardRequested(card, of: session, PrintOrder(PrinterRoute(printer), activation: .printed)),
            .cardPrinted(session, job: card, on: printer),
            .seatForfeited(person), .waitlistReleased(person), .waitlistJoined(person), .seatForfeited(person),
            .seatGranted(person), .seatsReleased(SeatReleaseCount(forfeited: 3, released: 2)),
            .mealTaken(Passage(registration: person, badge: badge, place: gradient)),
            .livestreamAnswered(person, consents: true), .livestreamAnswered(person, consents: false),
            .recordingStopped(person), .namingAnswered(person, consents: true),
            .namingAnswered(person, consents: false),
        ]
    }

    func checkIn(_ id: RegistrationID, fact: FactID = FactID()) -> Fact {
        Fact(id: fact, at: noon, station: nil, .checkedIn(id, evidence: .typed, codeOfConduct: "1"))
    }
}

extension SQLiteStore {
    func record(_ facts: Fact...) async throws {
        try await decide { _ in Decision(recording: facts, answer: ()) }
    }
}
