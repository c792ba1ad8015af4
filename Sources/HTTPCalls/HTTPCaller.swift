// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// A request to somebody else's server, or to our own.
///
/// Its address and headers may be secrets, so that no description shows them.
package struct HTTPCall: Sendable, CustomStringConvertible, CustomReflectable {
    package enum Method: Sendable {
        case get, post, put
    }

    package let method: Method
    package let url: String
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]?

    package init(_ method: Method, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8]? = nil) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    package var description: String { "a call" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What a server answered.
package struct HTTPReply: Sendable {
    package let status: Int
    private let headers: HTTPHeaders
    /// The answer's bytes; empty where they were not asked for.
    package let body: [UInt8]

    fileprivate init(_ response: HTTPClientResponse, body: [UInt8]) {
        status = Int(response.status.code)
        headers = response.headers
        self.body = body
    }

    package func header(_ name: String) -> String? { headers.first(name: name) }
}

/// Why a call has no answer; what the layers below say may hold the address and is not passed on.
package enum HTTPCallError: Error, Equatable {
    /// Nothing was sent.
    case unreachable
    /// The server's certificate is not one to believe; nothing was sent.
    case untrusted
    /// What was sent may have arrived.
    case unanswered
}

/// Makes HTTP calls; whoever makes one shuts it down.
package struct HTTPCaller: Sendable {
    private let client: HTTPClient

    package init() {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(5)
        // Pauses are the caller's, and longer.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    package func shutdown() async throws {
        try await client.shutdown()
    }

    /// The answer to `call`, which may take so many seconds up to its head.
    ///
    /// The longest body that is read has `mostBytes`; without it what else the server sends is not read.
    package func send(
        _ call: HTTPCall, seconds: Int, readingUpTo mostBytes: Int? = nil
    ) async throws(HTTPCallError) -> HTTPReply {
        do {
            let response = try await client.execute(Self.request(call), timeout: .seconds(Int64(seconds)))
            guard let mostBytes else { return HTTPReply(response, body: []) }
            let body = try await response.body.collect(upTo: mostBytes)
            return HTTPReply(response, body: Array(body.readableBytesView))
        } catch {
            // What the error says is not looked at any further: it may hold the address.
            throw HTTPCallError(error)
        }
    }

    private static func request(_ call: HTTPCall) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: call.url)
        request.method =
            switch call.method {
            case .get: .GET
            case .post: .POST
            case .put: .PUT
            }
        for (name, value) in call.headers { request.headers.add(name: name, value: value) }
        if let body = call.body { request.body = .bytes(body) }
        return request
    }
}

extension HTTPCallError {
    fileprivate init(_ error: any Error) {
        switch error {
        case is NIOConnectionError: self = .unreachable
        case let error as HTTPClientError where [.connectTimeout, .tlsHandshakeTimeout].contains(error):
            self = .unreachable
        case NIOSSLError.handshakeFailed, NIOSSLError.unableToValidateCertificate, NIOSSLError.noCertificateToValidate,
            is NIOSSLExtraError:
            self = .untrusted
        case let error as IOError where Self.neverConnected.contains(error.errnoCode):
            self = .unreachable
        default: self = .unanswered
        }
    }

    private static let neverConnected = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN]
}
