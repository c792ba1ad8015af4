// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import NIOCore

import struct Foundation.Date

/// An answer that is not the one hoped for, as RFC 9457 problem details with a stable code.
struct Problem: Error {
    let status: HTTPResponse.Status
    /// Stable, camelCase: screens and programs look at this.
    let code: String
    /// What happened and what to do, in English; screens have words of their own for the code.
    let detail: String
    var retryAfterSeconds: Int?
    /// The methods that there are instead of the one that was asked for.
    var allowedMethods: [HTTPRequest.Method] = []
    /// The session that is in the way, where one is.
    var session: SessionInTheWay?

    init(_ status: HTTPResponse.Status, _ code: String, _ detail: String, retryAfterSeconds: Int? = nil) {
        self.status = status
        self.code = code
        self.detail = detail
        self.retryAfterSeconds = retryAfterSeconds
    }

    var response: Response {
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        if let retryAfterSeconds { headers[.retryAfter] = String(retryAfterSeconds) }
        if !allowedMethods.isEmpty { headers[.allow] = allowedMethods.map(\.rawValue).joined(separator: ", ") }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    /// The answer to somebody who may still be sending: they hear it, and soon the line is closed.
    func closing(_ channel: any Channel) -> Response {
        var response = response
        response.headers[.connection] = "close"
        channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
        return response
    }

    private struct Body: Encodable {
        let type: String
        let title: String
        let status: Int
        let code: String
        let detail: String
        /// Left out where there is none.
        let session: SessionInTheWay?
    }

    private var body: ByteBuffer {
        let body = Body(
            type: "about:blank", title: status.reasonPhrase, status: status.code, code: code, detail: detail,
            session: session)
        // Plain strings, numbers and times always encode.
        return (try? Wire.encode(body)) ?? ByteBuffer()
    }
}

/// What a problem tells of the session that has the room.
struct SessionInTheWay: Encodable {
    let id: String
    let title: String
    let starts: Date
    let ends: Date
}

extension Problem {
    static let notPaired = Problem(
        .unauthorized, "notPaired", "This screen is not paired with a station. Pair it first.")
    static let stationRevoked = Problem(
        .unauthorized, "stationRevoked", "This screen was taken out of service. Pair it anew, or put it away.")
    static let stationLocked = Problem(
        .forbidden, "stationLocked", "This screen is locked. Unlock it with a PIN first.")
    static let notAllowed = Problem(.forbidden, "notAllowed", "This station may not do that.")
    static let notFound = Problem(.notFound, "notFound", "There is nothing here.")

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        var problem = Problem(.methodNotAllowed, "methodNotAllowed", "Nobody answers this method here.")
        problem.allowedMethods = allowed
        return problem
    }

    static let otherOrigin = Problem(.forbidden, "otherOrigin", "Another site may not act for this station.")
    static let malformed = Problem(.badRequest, "malformed", "The request is not of the documented form.")

    static let requestUsedBefore = Problem(
        .conflict, "requestUsedBefore", "This requestId was used for something else. Make a new one.")

    static func malformed(_ detail: String) -> Problem { Problem(.badRequest, "malformed", detail) }
}
