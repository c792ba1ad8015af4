// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird

import struct Foundation.Date

/// Checking in, and taking it back.
struct CheckInRoutes<Store: Journal, Key: BadgeVerifier> {
    let desk: CheckInDesk<Store, Key>
    let assignment: PrinterAssignment
    let printJobs: PrintJobViews
    let stationNames: StationNames

    func add(to router: GuardedRouter) {
        router.on(.post, "/api/v1/check-ins", for: .desks, use: create)
        router.on(.delete, "/api/v1/check-ins/:id", for: .desks, use: undo)
    }

    private struct CheckInBody: Decodable {
        let registration: String
        let evidence: String
        let codeOfConduct: Bool
        let requestId: String
        /// A badge that was scanned, instead of one that is printed.
        let badge: String?
        /// Without it a badge is printed.
        let print: Bool?

        func source(_ order: PrintOrder) -> BadgeSource? {
            if let badge { return .scanned(badge) }
            return print == false ? nil : .printed(order)
        }

        func request() throws -> CheckInRequest {
            let id = try Wire.requestID(requestId)
            guard let registration = RegistrationID(registration) else { throw Problem.unknownRegistration }
            // Paper has a route of its own, which asks for the paper's code.
            guard let evidence = Evidence(rawValue: evidence), evidence != .paper else {
                throw Problem.malformed("evidence must be aamva, mrz, code, typed or known.")
            }
            return CheckInRequest(
                id: id, registration: registration, evidence: evidence, agreesToCodeOfConduct: codeOfConduct)
        }
    }

    private struct Admitted: Encodable {
        let outcome = "admitted"
        let checkIn: CheckInWire
        @Nullable var badge: BadgeWire?
        @Nullable var printJob: PrintJobWire?
    }

    private struct AlreadyIn: Encodable {
        let outcome = "alreadyCheckedIn"
        let at: Date
        @Nullable var station: StationRef?
        @Nullable var badge: BadgeWire?
        @Nullable var printJob: PrintJobWire?
    }

    @Sendable private func create(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: CheckInBody.self, context)
        let outcome = try await desk.checkIn(
            try body.request(), at: station.id, badge: body.source(assignment.order(forDesk: station.name)))
        switch outcome {
        case .admitted(let admission): return try await created(admission)
        case .alreadyCheckedIn(let checkIn, let badge): return try await already(checkIn, badge)
        case .refused(let refusal): throw Problem(refusal)
        }
    }

    private func created(_ admission: Admission) async throws -> Response {
        let admitted = Admitted(
            checkIn: CheckInWire(admission.checkIn),
            badge: admission.badge.map { BadgeWire(serial: $0) },
            printJob: try await printJobs.view(of: admission.printJob))
        return try Wire.response(admitted, status: .created)
    }

    private func already(_ checkIn: CheckIn, _ badge: Badge?) async throws -> Response {
        let names = try await stationNames.all()
        return try Wire.response(
            AlreadyIn(
                at: checkIn.at,
                station: checkIn.station.map { .init(id: $0.description, name: names.name(of: $0)) },
                badge: badge.map { BadgeWire(serial: $0.serial) },
                printJob: try await printJobs.view(of: badge?.printJob)))
    }

    private struct UndoBody: Decodable {
        let reason: String
    }

    private struct Undone: Encodable {
        let outcome = "undone"
        let registration: String
    }

    @Sendable private func undo(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: UndoBody.self, context)
        guard let reason = UndoReason(rawValue: body.reason) else {
            throw Problem.malformed("reason must be wrongPerson or mistake.")
        }
        guard let id = FactID(try context.parameters.require("id")) else { throw Problem.unknownCheckIn }
        switch try await desk.undo(id, reason: reason, at: station.id) {
        case .undone(let registration): return try Wire.response(Undone(registration: registration.description))
        case .notCheckedIn: throw Problem.unknownCheckIn
        }
    }
}

/// A check-in as its answers tell of it.
struct CheckInWire: Encodable {
    let id: String
    let at: Date

    init(_ checkIn: CheckIn) {
        id = checkIn.id.description
        at = checkIn.at
    }
}

/// The station that something happened at.
struct StationRef: Encodable {
    let id: String
    @Nullable var name: String?
}

extension Problem {
    fileprivate static let unknownCheckIn = Problem(.notFound, "unknownCheckIn", "There is no such check-in.")

    init(_ refusal: CheckInRefusal) {
        switch refusal {
        case .unknownRegistration: self = .unknownRegistration
        case .badge(let refusal): self = Problem(refusal)
        case .waitlisted(let position):
            self = Problem(.conflict, "waitlisted", "This person is on the waiting list (number \(position)).")
        case .seatForfeited(let date, let ahead):
            self = Problem(
                .conflict, "seatForfeited",
                "This person's seat was given to the waiting list at \(Wire.text(date)); \(ahead) people are before them."
            )
        case .declined: self = Problem(.conflict, "declined", "This registration was declined.")
        case .codeOfConductRequired:
            self = Problem(.conflict, "codeOfConductRequired", "The person has to agree to the code of conduct first.")
        case .requestUsedBefore: self = .requestUsedBefore
        }
    }
}
