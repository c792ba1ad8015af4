// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird

import struct Foundation.Date

/// The paper roster, and the ticks on it that come back.
struct RosterRoutes<Store: Journal & Roster, Key: BadgeSigner> {
    let event: Event
    let press: RosterPress<Store, Key>
    let desk: RosterDesk<Store, Key>
    let assignment: PrinterAssignment
    let printJobs: PrintJobViews
    let stationNames: StationNames

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/roster.pdf", for: [.supervisor, .organizer, .operator], use: show)
        router.on(.post, "/api/v1/roster/ticks", for: .desks, use: take)
    }

    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        guard let bytes = try await press.pdf(onPaper: request.uri.queryParameters["paper"].map(String.init)) else {
            throw Problem.malformed("paper must be a4 or letter.")
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"\(event.id)-roster.pdf\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private struct TickBody: Decodable {
        let code: String
        let requestId: String
        let at: String?
        /// Without it no badge is printed.
        let print: Bool?

        func tick() throws -> RosterTick {
            RosterTick(id: try Wire.requestID(requestId), code: code, at: try at.map(Wire.date))
        }
    }

    /// Whom the code is of; their badge's name, and nothing of the photo ID's.
    private struct PersonWire: Encodable {
        let id: String
        let badgeName: String

        init(_ person: Registration) {
            id = person.id.description
            badgeName = person.details.badgeName
        }
    }

    private struct Admitted: Encodable {
        let outcome = "admitted"
        let registration: PersonWire
        let checkIn: CheckInWire
        @Nullable var badge: BadgeWire?
        @Nullable var printJob: PrintJobWire?
    }

    private struct AlreadyIn: Encodable {
        let outcome = "alreadyCheckedIn"
        let registration: PersonWire
        let at: Date
        @Nullable var station: StationRef?
    }

    private struct Refused: Encodable {
        let outcome = "refused"
        let registration: PersonWire
        /// As a check-in's problem has it.
        let code: String
    }

    @Sendable private func take(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: TickBody.self, context)
        let source = body.print == true ? BadgeSource.printed(assignment.order(forDesk: station.name)) : nil
        switch try await desk.take(try body.tick(), at: station.id, badge: source) {
        case .notOfRoster:
            throw Problem(.notFound, "notOfRoster", "This is no code of this event's roster.")
        case .impossibleTime:
            throw Problem(.badRequest, "impossibleArrival", "A tick cannot lie ahead, nor more than two weeks back.")
        case .answered(let person, let outcome): return try await answer(PersonWire(person), outcome)
        }
    }

    private func answer(_ person: PersonWire, _ outcome: CheckInOutcome) async throws -> Response {
        switch outcome {
        case .admitted(let admission):
            return try Wire.response(
                Admitted(
                    registration: person, checkIn: CheckInWire(admission.checkIn),
                    badge: admission.badge.map { BadgeWire(serial: $0) },
                    printJob: try await printJobs.view(of: admission.printJob)), status: .created)
        case .alreadyCheckedIn(let checkIn, _):
            let names = try await stationNames.all()
            return try Wire.response(
                AlreadyIn(
                    registration: person, at: checkIn.at,
                    station: checkIn.station.map { StationRef(id: $0.description, name: names.name(of: $0)) }))
        case .refused(.requestUsedBefore): throw Problem.requestUsedBefore
        case .refused(.unknownRegistration): throw Problem.unknownRegistration
        // Whoever scans a pile of paper has to know whom to talk to later.
        case .refused(let refusal): return try Wire.response(Refused(registration: person, code: Problem(refusal).code))
        }
    }
}
