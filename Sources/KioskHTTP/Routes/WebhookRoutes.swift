// SPDX-License-Identifier: Apache-2.0

import Conference
import Hummingbird
import Programme

import struct Foundation.Date

/// How the webhooks stand that are told of the sessions; nothing here tells where they are reached.
struct WebhookRoutes<Ledger: AnnouncementLedger> {
    let webhooks: [Webhook]
    let ledger: Ledger

    func add(to router: GuardedRouter) {
        router.on(.get, "/api/v1/webhooks", for: [.organizer], use: list)
    }

    private struct WebhookWire: Encodable {
        let id: String
        let name: String
        let kind: String
        /// Announcements that it has yet to take.
        let pending: Int
        /// Announcements that were given up because it refused them.
        let skipped: Int
        @Nullable var deliveredAt: Date?
        @Nullable var trouble: String?
        @Nullable var troubledSince: Date?

        init(_ standing: WebhookStanding) {
            id = standing.webhook.id.rawValue
            name = standing.webhook.name
            kind = standing.webhook.kind.rawValue
            pending = standing.pending
            skipped = standing.cursor.skipped
            deliveredAt = standing.cursor.deliveredAt
            trouble = standing.cursor.trouble?.kind.rawValue
            troubledSince = standing.cursor.trouble?.since
        }
    }

    private struct WebhooksWire: Encodable {
        let webhooks: [WebhookWire]
    }

    @Sendable private func list(
        _ request: Request, _ context: KioskContext, _ station: Station
    ) async throws -> Response {
        let standings = try await WebhookStanding.all(of: webhooks, ledger)
        return try Wire.response(WebhooksWire(webhooks: standings.map { WebhookWire($0) }))
    }
}
