// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import HTTPCalls
import Programme

/// Sends messages by HTTP, each on a connection of its own.
struct HTTPWebhookLine: WebhookLine {
    let endpoint: WebhookEndpoint
    let caller: HTTPCaller
    /// How long the receiver may take, from the first byte to its answer's head.
    let timeoutSeconds: Int
    let now: @Sendable () -> Date

    func send(_ message: WebhookMessage) async -> DeliveryOutcome {
        do {
            // The head says all; what else the receiver sends is not read.
            let reply = try await caller.send(call(message), seconds: timeoutSeconds)
            return .answered(
                status: reply.status, retryAfter: RetryAfter.seconds(reply.header("Retry-After"), at: now()))
        } catch {
            return DeliveryOutcome(error)
        }
    }

    private func call(_ message: WebhookMessage) -> HTTPCall {
        var call = HTTPCall(
            endpoint.isIdempotent ? .put : .post, endpoint.address(of: message),
            headers: [
                ("Content-Type", "application/json; charset=utf-8"), ("User-Agent", "lanyard"),
                // A kept connection that the receiver has closed meanwhile would make a repeat out of nothing.
                ("Connection", "close"), ("Lanyard-Delivery", message.id.description),
                ("Lanyard-Repeat", message.isRepeat ? "true" : "false"),
            ], body: Array(message.body))
        if let token = endpoint.token { call.headers.append(("Authorization", "Bearer \(token)")) }
        return call
    }
}

extension DeliveryOutcome {
    fileprivate init(_ error: HTTPCallError) {
        switch error {
        case .unreachable: self = .notReached(.unreachable)
        case .untrusted: self = .notReached(.untrusted)
        case .unanswered: self = .unanswered
        }
    }
}

/// How long a receiver wants to be left alone (RFC 9110, 10.2.3).
enum RetryAfter {
    static func seconds(_ header: String?, at now: Date) -> Double? {
        guard let text = header?.trimmingCharacters(in: .whitespaces) else { return nil }
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
