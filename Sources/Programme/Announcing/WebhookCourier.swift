// SPDX-License-Identifier: Apache-2.0

package import Conference

package import struct Foundation.Date

/// Where a webhook's messages go.
package protocol WebhookLine: Sendable {
    /// Sends one message and waits for the receiver's answer, for a while.
    func send(_ message: WebhookMessage) async -> DeliveryOutcome
}

/// Tells one webhook of everything, one announcement after the other.
///
/// The journal is the outbox: an announcement is behind the webhook's cursor until the receiver said that it has it.
package struct WebhookCourier<Store: AnnouncementLedger & ProgrammeLibrary & Roster, Line: WebhookLine>: Sendable {
    package let webhook: Webhook
    private let event: Event
    private let baseURL: String
    private let store: Store
    private let line: Line
    private let rules: DeliveryRules
    private let now: @Sendable () -> Date
    private let chance: @Sendable () -> Double
    private var reel = AnnouncementReel()
    private var waiting: ArraySlice<Announcement> = []

    /// What to do after a step.
    package enum Rest: Equatable, Sendable {
        /// Nothing is left to tell: wait for a change of the programme.
        case untilChange
        /// The next step may come at once.
        case none
        /// The receiver is in trouble; wait so many seconds.
        case seconds(Double, WebhookTrouble)
        /// The receiver refused to the last, and the announcement of this fact was given up.
        case skipped(FactID)
    }

    package init(
        webhook: Webhook, event: Event, baseURL: String, store: Store, line: Line, rules: DeliveryRules,
        now: @escaping @Sendable () -> Date = { Date() },
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
        self.webhook = webhook
        self.event = event
        self.baseURL = baseURL
        self.store = store
        self.line = line
        self.rules = rules
        self.now = now
        self.chance = chance
    }

    /// Tries the next announcement once.
    ///
    /// That it is tried is on disk before it is sent: after a power cut it is sent again, marked as a repeat.
    package mutating func step() async throws -> Rest {
        var cursor = try await store.cursor(of: webhook.id)
        waiting += reel.read(try await store.sessionFacts(after: reel.position))
        waiting = waiting.drop { $0.sequence <= cursor.delivered }
        guard let next = waiting.first else { return .untilChange }
        let message = try WebhookMessage(try await news(next), for: webhook.kind, isRepeat: cursor.isInDoubt)
        try await store.save(cursor.trying(), of: webhook.id)
        let outcome = await line.send(message)
        let step = cursor.tried(next.sequence, outcome, at: now(), rules, chance: chance())
        try await store.save(cursor, of: webhook.id)
        return switch step {
        case .delivered: .none
        case .skipped: .skipped(next.fact.id)
        case .pause(let seconds): .seconds(seconds, cursor.trouble?.kind ?? .noAnswer)
        }
    }

    private func news(_ announcement: Announcement) async throws -> AnnouncedNews {
        var host: String?
        if let id = announcement.host { host = try await store.registration(id)?.details.badgeName }
        let session = try await session(announcement.session, announcement.slot, host: host)
        var other: AnnouncedSession?
        if case .merged(let id, let slot) = announcement.news { other = try await self.session(id, slot, host: nil) }
        return AnnouncedNews(
            announcement: announcement, session: session, other: other, event: event, baseURL: baseURL)
    }

    private func session(_ id: SessionID, _ slot: SessionSlot?, host: String?) async throws -> AnnouncedSession {
        let text = try await store.sessionText(id)
        return AnnouncedSession(id: id, title: text?.title, description: text?.description, host: host, slot: slot)
    }
}

/// How a webhook stands, for those who look after it.
package struct WebhookStanding: Equatable, Sendable {
    package let webhook: Webhook
    package let cursor: WebhookCursor
    /// How many announcements it has yet to be told of.
    package let pending: Int

    /// How each of `webhooks` stands.
    package static func all(
        of webhooks: [Webhook], _ ledger: some AnnouncementLedger
    ) async throws -> [WebhookStanding] {
        guard !webhooks.isEmpty else { return [] }
        var reel = AnnouncementReel()
        let news = reel.read(try await ledger.sessionFacts(after: 0))
        var standings: [WebhookStanding] = []
        for webhook in webhooks {
            let cursor = try await ledger.cursor(of: webhook.id)
            let pending = news.count { $0.sequence > cursor.delivered }
            standings.append(WebhookStanding(webhook: webhook, cursor: cursor, pending: pending))
        }
        return standings
    }
}
