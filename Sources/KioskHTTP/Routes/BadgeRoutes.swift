// SPDX-License-Identifier: Apache-2.0

import Conference
import FrontDesk
import Hummingbird

/// The life of a badge after check-in.
struct BadgeRoutes<Store: Journal & Roster, Key: BadgeSigner> {
    let desk: BadgeDesk<Store, Key>
    let press: BadgePress<Store, Key>
    let store: Store
    let assignment: PrinterAssignment
    let printJobs: PrintJobViews

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/badges/:serial", for: .desks, use: show)
        router.on(.post, "/api/v1/badges/:serial/activation", for: .desks, use: activate)
        router.on(.post, "/api/v1/badges/:serial/replacements", for: .desks, use: replace)
    }

    /// The very badge that is or was printed, as PDF or as a picture of it.
    @Sendable private func show(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let parts = try context.parameters.require("serial").split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let serial = BadgeSerial(String(parts[0])) else { throw Problem.unknownBadge }
        let rendering: (type: String, bytes: [UInt8]?)
        switch parts[1] {
        case "pdf": rendering = ("application/pdf", try await press.pdf(of: serial))
        case "png": rendering = ("image/png", try await press.png(of: serial, dotsPerInch: 300))
        default: throw Problem.notFound
        }
        guard let bytes = rendering.bytes else { throw Problem.unknownBadge }
        return Response(
            status: .ok, headers: [.contentType: rendering.type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
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
            let registration = try await store.registration(id)
            return try Wire.response(
                Activated(badge: BadgeWire(serial: serial), registration: registration.map(BadgeHolderWire.init)))
        case .otherBadge:
            throw Problem(.conflict, "otherBadge", "This is another badge. Scan the one that was just printed.")
        case .unknownBadge: throw Problem.unknownBadge
        case .refused(let reason): throw Problem(reason)
        }
    }

    private struct ReplacementBody: Decodable {
        let reason: String
        let requestId: String
    }

    private struct Replaced: Encodable {
        let badge: BadgeWire
        @Nullable var printJob: PrintJobWire?
    }

    @Sendable private func replace(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let body = try await request.body(as: ReplacementBody.self, context)
        guard let reason = RevocationReason(rawValue: body.reason), reason != .checkInUndone else {
            throw Problem.malformed("reason must be lost, damaged, misprinted, notPrinted or nameCorrected.")
        }
        guard let id = FactID(body.requestId) else { throw Problem.malformed("requestId must be a UUID.") }
        let outcome = try await desk.replace(
            try serial(context), because: reason, request: id, at: station.id,
            printing: assignment.route(forDesk: station.name))
        switch outcome {
        case .replaced(let serial, let job):
            let replaced = Replaced(
                badge: BadgeWire(serial: serial), printJob: try await printJobs.view(of: job))
            return try Wire.response(replaced, status: .created)
        case .unknownBadge: throw Problem.unknownBadge
        case .alreadyRevoked:
            throw Problem(.conflict, "revoked", "This badge was replaced already. Look the person up again.")
        case .requestUsedBefore: throw Problem.requestUsedBefore
        }
    }

    private func serial(_ context: KioskContext) throws -> BadgeSerial {
        guard let serial = BadgeSerial(try context.parameters.require("serial")) else { throw Problem.unknownBadge }
        return serial
    }
}

struct BadgeWire: Encodable {
    let serial: String

    init(serial: BadgeSerial) {
        self.serial = serial.description
    }
}

extension Problem {
    fileprivate static let unknownBadge = Problem(.notFound, "unknownBadge", "There is no such badge.")

    /// Why a scanned badge could not be activated.
    fileprivate init(_ reason: RefusalReason) {
        let detail =
            switch reason {
            case .unreadable: "This is not a badge, or not all of it. Scan again."
            case .foreign: "This is a badge of another event."
            case .forged: "This badge is not genuine."
            case .unknownBadge: "This badge is not on record."
            case .revoked: "This badge was replaced and is no longer valid."
            }
        self.init(.conflict, reason.rawValue, detail)
    }
}
