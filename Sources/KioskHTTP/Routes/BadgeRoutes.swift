// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird

import struct Foundation.Date

/// The life of a badge after check-in.
struct BadgeRoutes<Store: Journal & Roster, Key: BadgeSigner> {
    let desk: BadgeDesk<Store, Key>
    let press: BadgePress<Store, Key>
    let store: Store
    let assignment: PrinterAssignment
    let printJobs: PrintJobViews
    let handOvers: HandOverViews<Store>

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/badges/:serial", for: .desks, use: show)
        router.on(.post, "/api/v1/registrations/:id/badges", for: .desks, use: issue)
        router.on(.post, "/api/v1/badges/:serial/activation", for: .desks, use: activate)
        router.on(.post, "/api/v1/badges/:serial/replacements", for: .desks, use: replace)
    }

    /// The very badge that is or was printed, as PDF or as a picture of it; without an ending, what is known of it.
    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let parts = try context.parameters.require("serial").split(separator: ".", maxSplits: 1)
        guard let first = parts.first, let serial = BadgeSerial(String(first)) else { throw Problem.unknownBadge }
        let rendering: (type: String, bytes: [UInt8]?)
        switch parts.dropFirst().first {
        case nil: return try await describe(serial)
        case "pdf": rendering = ("application/pdf", try await press.pdf(of: serial))
        case "png": rendering = ("image/png", try await press.png(of: serial, dotsPerInch: 300))
        default: throw Problem.notFound
        }
        guard let bytes = rendering.bytes else { throw Problem.unknownBadge }
        return Response(
            status: .ok, headers: [.contentType: rendering.type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private struct Described: Encodable {
        struct Revocation: Encodable {
            let at: Date
            let reason: String
        }

        let badge: BadgeWire
        let issuedAt: Date
        @Nullable var printedAt: Date?
        @Nullable var activatedAt: Date?
        @Nullable var revoked: Revocation?
        let remarks: [BadgeRemarkWire]
    }

    private func describe(_ serial: BadgeSerial) async throws -> Response {
        guard let badge = await store.read({ $0.badges[serial] }), let remarks = try await press.remarks(on: serial)
        else { throw Problem.unknownBadge }
        return try Wire.response(
            Described(
                badge: BadgeWire(serial: serial), issuedAt: badge.issuedAt, printedAt: badge.printedAt,
                activatedAt: badge.activatedAt,
                revoked: badge.revocation.map { .init(at: $0.at, reason: $0.reason.rawValue) },
                remarks: remarks.map(BadgeRemarkWire.init)))
    }

    private struct ActivationBody: Decodable {
        let badge: String
    }

    private struct Activated: Encodable {
        let badge: BadgeWire
        @Nullable var registration: BadgeHolderWire?
    }

    @Sendable private func activate(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: ActivationBody.self, context)
        let serial = try serial(context)
        switch try await desk.activate(serial, scanned: body.badge, at: station.id) {
        case .activated(let id):
            return try Wire.response(
                Activated(badge: BadgeWire(serial: serial), registration: try await handOvers.view(of: id)))
        case .otherBadge:
            throw Problem(.conflict, "otherBadge", "This is another badge. Scan the one that was just printed.")
        case .badgeOfThePool:
            throw Problem(.conflict, "badgeOfThePool", "This badge is of the pool. It can replace the one that is due.")
        case .unknownBadge: throw Problem.unknownBadge
        case .refused(let reason): throw Problem(reason)
        }
    }

    private struct IssueBody: Decodable {
        let requestId: String
        /// A badge that was scanned, instead of one that is printed.
        let badge: String?
    }

    /// A badge for somebody who has none: printed, or of the pool.
    @Sendable private func issue(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: IssueBody.self, context)
        guard let registration = RegistrationID(try context.parameters.require("id")) else {
            throw Problem.unknownRegistration
        }
        let id = try Wire.requestID(body.requestId)
        switch try await desk.issue(
            to: registration, from: source(body.badge, station), request: id, at: station.id)
        {
        case .issued(let serial, let job): return try await issued(serial, job)
        case .unknownRegistration: throw Problem.unknownRegistration
        case .noSeat: throw Problem(.conflict, "noSeat", "This person has no seat, and so gets no badge.")
        case .hasBadge:
            throw Problem(.conflict, "hasBadge", "This person has a badge already. Replace it if it is lost.")
        case .requestUsedBefore: throw Problem.requestUsedBefore
        case .refused(let refusal): throw Problem(refusal)
        }
    }

    private func source(_ scanned: String?, _ station: Station) -> BadgeSource {
        scanned.map { .scanned($0) } ?? .printed(assignment.order(forDesk: station.name))
    }

    private func issued(_ serial: BadgeSerial, _ job: PrintJobID?) async throws -> Response {
        let issued = Issued(badge: BadgeWire(serial: serial), printJob: try await printJobs.view(of: job))
        return try Wire.response(issued, status: .created)
    }

    private struct ReplacementBody: Decodable {
        let reason: String
        let requestId: String
        /// A badge that was scanned, instead of one that is printed.
        let badge: String?
    }

    private struct Issued: Encodable {
        let badge: BadgeWire
        @Nullable var printJob: PrintJobWire?
    }

    @Sendable private func replace(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: ReplacementBody.self, context)
        guard let reason = RevocationReason(rawValue: body.reason), ![.checkInUndone, .erased].contains(reason) else {
            throw Problem.malformed("reason must be lost, damaged, misprinted, notPrinted or nameCorrected.")
        }
        let id = try Wire.requestID(body.requestId)
        let outcome = try await desk.replace(
            try serial(context), because: reason, from: source(body.badge, station), request: id, at: station.id)
        switch outcome {
        case .replaced(let serial, let job): return try await issued(serial, job)
        case .unknownBadge: throw Problem.unknownBadge
        case .alreadyRevoked:
            throw Problem(.conflict, "revoked", "This badge was replaced already. Look the person up again.")
        case .requestUsedBefore: throw Problem.requestUsedBefore
        case .refused(let refusal): throw Problem(refusal)
        }
    }

    private func serial(_ context: KioskContext) throws -> BadgeSerial {
        guard let serial = BadgeSerial(try context.parameters.require("serial")) else { throw Problem.unknownBadge }
        return serial
    }
}

extension Problem {
    fileprivate static let unknownBadge = Problem(.notFound, "unknownBadge", "There is no such badge.")

    /// Why a scanned badge cannot be given to somebody.
    init(_ refusal: GivenBadgeRefusal) {
        switch refusal {
        case .unfit(let reason): self = Problem(reason)
        case .taken: self = Problem(.conflict, "badgeTaken", "This badge is somebody else's.")
        }
    }

    /// Why a scanned badge could not be activated.
    init(_ reason: RefusalReason) {
        let detail =
            switch reason {
            case .unreadable: "This is not a badge, or not all of it. Scan again."
            case .foreign: "This is a badge of another event."
            case .forged: "This badge is not genuine."
            case .unknownBadge: "This badge is not on record."
            case .revoked: "This badge was replaced and is no longer valid."
            case .notIssued: "This badge is of the pool and nobody's yet."
            case .full: "The place is full."
            case .closed: "The place is closed."
            case .mealTaken: "The owner of this badge had the meal today."
            case .notCheckedIn: "The owner of this badge has not been checked in."
            }
        self.init(.conflict, reason.rawValue, detail)
    }
}
