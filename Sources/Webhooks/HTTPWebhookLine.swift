// SPDX-License-Identifier: Apache-2.0

import AsyncHTTPClient
import Conference
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Programme

/// Sends messages by HTTP, each on a connection of its own.
struct HTTPWebhookLine: WebhookLine {
    let endpoint: WebhookEndpoint
    let client: HTTPClient
    /// How long the receiver may take, from the first byte to its answer's head.
    let timeout: TimeAmount
    let now: @Sendable () -> Date

    func send(_ message: WebhookMessage) async -> DeliveryOutcome {
        do {
            let response = try await client.execute(request(message), timeout: timeout)
            // The head says all; what else the receiver sends is not read.
            return .answered(
                status: Int(response.status.code), retryAfter: RetryAfter.seconds(response.headers, at: now()))
        } catch {
            // What the error says is not looked at any further: it may hold the address.
            return DeliveryOutcome(error)
        }
    }

    private func request(_ message: WebhookMessage) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: endpoint.address(of: message))
        request.method = endpoint.isIdempotent ? .PUT : .POST
        request.headers.add(name: "Content-Type", value: "application/json; charset=utf-8")
        request.headers.add(name: "User-Agent", value: "lanyard")
        // A kept connection that the receiver has closed meanwhile would make a repeat out of nothing.
        request.headers.add(name: "Connection", value: "close")
        request.headers.add(name: "Lanyard-Delivery", value: message.id.description)
        request.headers.add(name: "Lanyard-Repeat", value: message.isRepeat ? "true" : "false")
        if let token = endpoint.token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        request.body = .bytes(message.body)
        return request
    }

    /// A client for all webhooks; whoever makes it shuts it down.
    static func makeClient() -> HTTPClient {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(5)
        // Pauses are ours, and longer.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}

extension DeliveryOutcome {
    fileprivate init(_ error: any Error) {
        switch error {
        case is NIOConnectionError: self = .notReached(.unreachable)
        case let error as HTTPClientError where [.connectTimeout, .tlsHandshakeTimeout].contains(error):
            self = .notReached(.unreachable)
        case NIOSSLError.handshakeFailed, NIOSSLError.unableToValidateCertificate, NIOSSLError.noCertificateToValidate,
            is NIOSSLExtraError:
            self = .notReached(.untrusted)
        case let error as IOError where Self.neverConnected.contains(error.errnoCode):
            self = .notReached(.unreachable)
        default: self = .unanswered
        }
    }

    private static let neverConnected = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN]
}

/// How long a receiver wants to be left alone (RFC 9110, 10.2.3).
enum RetryAfter {
    static func seconds(_ headers: HTTPHeaders, at now: Date) -> Double? {
        guard let text = headers.first(name: "Retry-After")?.trimmingCharacters(in: .whitespaces) else { return nil }
        // Discord sends fractions.
        if let seconds = Double(text), seconds.isFinite { return max(0, seconds) }
        // A date that cannot be read asks for nothing.
        guard let date = try? Date(text, strategy: format) else { return nil }
        return max(0, date.timeIntervalSince(now))
    }

    private static let format = Date.ParseStrategy(
        format: """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
            \(second: .twoDigits) GMT
            """, locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt)
}
