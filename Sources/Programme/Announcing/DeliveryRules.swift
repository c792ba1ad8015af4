// SPDX-License-Identifier: Apache-2.0

package import Conference

import struct Foundation.Date

/// What came of one attempt to tell a webhook.
package enum DeliveryOutcome: Equatable, Sendable {
    /// The receiver's answer, and how many seconds it wants to be left alone.
    case answered(status: Int, retryAfter: Double?)
    /// Nothing was sent.
    case notReached(WebhookTrouble)
    /// It was sent, or a part of it, and nobody said what became of it.
    case unanswered
}

/// When a webhook is tried again.
package struct DeliveryRules: Equatable, Sendable {
    /// No pause between two attempts is longer, unless the receiver asks for it.
    package var longestPause: Double

    package static let usualLongestPause = 60.0
    private static let firstPause = 1.0
    /// A receiver that asks for more is asked again all the same.
    private static let longestRetryAfter = 3600.0
    /// How often an announcement is tried that the receiver refuses for what it says.
    package static let mostRefusals = 8

    package init(longestPause: Double = usualLongestPause) {
        self.longestPause = longestPause
    }

    /// The pause before the next attempt; `chance`, from 0 to 1, keeps several from coming at the same moment.
    func pause(after attempts: Int, retryAfter: Double?, chance: Double) -> Double {
        let doubled = Self.firstPause * Double(1 << min(max(attempts - 1, 0), 20))
        let pause = min(longestPause, doubled) * (0.5 + 0.5 * chance)
        return max(pause, min(retryAfter ?? 0, Self.longestRetryAfter))
    }
}

extension WebhookCursor {
    /// What became of the next announcement.
    enum Step: Equatable {
        case delivered
        case skipped
        case pause(Double)
    }

    /// The cursor while an attempt is under way: should nobody come to say what became of it, it may have arrived.
    func trying() -> WebhookCursor {
        var cursor = self
        cursor.attempts += 1
        cursor.isInDoubt = true
        return cursor
    }

    /// Takes in what came of an attempt to tell of the fact at `sequence`; `self` is as it was before ``trying()``.
    mutating func tried(
        _ sequence: Int64, _ outcome: DeliveryOutcome, at now: Date, _ rules: DeliveryRules, chance: Double
    ) -> Step {
        let before = isInDoubt
        self = trying()
        guard let kind = outcome.trouble else {
            advance(to: sequence)
            deliveredAt = now
            trouble = nil
            return .delivered
        }
        isInDoubt = before || outcome.mayHaveArrived
        if trouble?.kind != kind { trouble = Trouble(kind: kind, since: trouble?.since ?? now) }
        if kind == .refused, attempts >= DeliveryRules.mostRefusals {
            advance(to: sequence)
            skipped += 1
            return .skipped
        }
        var retryAfter: Double?
        if case .answered(_, let seconds) = outcome { retryAfter = seconds }
        return .pause(rules.pause(after: attempts, retryAfter: retryAfter, chance: chance))
    }

    private mutating func advance(to sequence: Int64) {
        delivered = sequence
        attempts = 0
        isInDoubt = false
    }
}

extension DeliveryOutcome {
    /// What is wrong, or `nil` when the receiver has the announcement.
    var trouble: WebhookTrouble? {
        switch self {
        case .notReached(let trouble): trouble
        case .unanswered: .noAnswer
        case .answered(let status, _):
            switch status {
            case 200..<300: nil
            case 429: .tooMany
            case 408, 425: .noAnswer
            case 401, 403, 407: .notAllowed
            // Nobody follows a redirection: the address is a secret, and where it leads is somebody else.
            case 300..<400, 404, 405, 410: .wrongAddress
            case 400..<500: .refused
            default: .failing
            }
        }
    }

    /// Whether the receiver may have it although it did not say so.
    fileprivate var mayHaveArrived: Bool {
        switch self {
        case .notReached: false
        case .unanswered: true
        case .answered(let status, _): !(300..<500).contains(status)
        }
    }
}
