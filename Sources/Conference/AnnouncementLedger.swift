// SPDX-License-Identifier: Apache-2.0

package import struct Foundation.Date

/// What a webhook's slug identifies.
package enum WebhookSubject {}

package typealias WebhookID = Slug<WebhookSubject>

/// A chat or a program that is told what becomes of the sessions; where it is reached is known to who sends alone.
package struct Webhook: Equatable, Sendable, Identifiable {
    package let id: WebhookID
    package let name: String
    package let kind: WebhookKind

    package init(id: WebhookID, name: String, kind: WebhookKind) {
        self.id = id
        self.name = name
        self.kind = kind
    }
}

/// Whose messages a webhook takes.
package enum WebhookKind: String, CaseIterable, Sendable {
    case json, slack, matrix, discord
}

/// How far a webhook has been told, kept on disk.
package struct WebhookCursor: Equatable, Sendable {
    /// The sequence of the last fact that needs no more telling.
    package var delivered: Int64
    package var deliveredAt: Date?
    /// How often the next announcement was tried.
    package var attempts = 0
    /// Whether one of these attempts may have arrived.
    package var isInDoubt = false
    package var trouble: Trouble?
    /// How many announcements were given up because the receiver refused what they say.
    package var skipped = 0

    package struct Trouble: Equatable, Sendable {
        package let kind: WebhookTrouble
        package let since: Date

        package init(kind: WebhookTrouble, since: Date) {
            self.kind = kind
            self.since = since
        }
    }

    package init(delivered: Int64) {
        self.delivered = delivered
    }
}

/// Why a webhook does not take what it is sent.
package enum WebhookTrouble: String, CaseIterable, Sendable {
    /// Nobody answers there.
    case unreachable
    /// The connection ended, or no answer came in time.
    case noAnswer
    /// Its certificate is not to be trusted.
    case untrusted
    /// The receiver says that it is at fault.
    case failing
    /// The receiver wants fewer messages.
    case tooMany
    /// The receiver does not let us in: the token or the address is wrong.
    case notAllowed
    /// The address is wrong: nothing that takes messages is there, or it is elsewhere now.
    case wrongAddress
    /// The receiver refuses what the announcement says.
    case refused
}

/// A fact with its place in the journal.
package struct NumberedFact: Equatable, Sendable {
    package let sequence: Int64
    package let fact: Fact

    package init(sequence: Int64, fact: Fact) {
        self.sequence = sequence
        self.fact = fact
    }
}

/// The journal as an outbox: the facts about sessions, and how far each webhook has been told of them.
package protocol AnnouncementLedger: Sendable {
    /// The facts behind `sequence` that are about sessions, in order; those of one commit are there together.
    func sessionFacts(after sequence: Int64) async throws -> [NumberedFact]

    /// How far the webhook has been told; one that is asked for the first time begins at the journal's end.
    func cursor(of webhook: WebhookID) async throws -> WebhookCursor

    /// Makes it durable how far the webhook has been told.
    func save(_ cursor: WebhookCursor, of webhook: WebhookID) async throws
}
