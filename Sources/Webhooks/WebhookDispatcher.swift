// SPDX-License-Identifier: Apache-2.0

package import Conference
import HTTPCalls
package import Logging
package import Programme
import ServiceLifecycle

import struct Foundation.Date

/// A webhook with where it is reached and how patient we are with it.
package struct WebhookPost: Sendable {
    package let webhook: Webhook
    package let endpoint: WebhookEndpoint
    package let rules: DeliveryRules
    /// How long the receiver may take for an answer.
    package let timeoutSeconds: Int

    package init(webhook: Webhook, endpoint: WebhookEndpoint, rules: DeliveryRules, timeoutSeconds: Int) {
        self.webhook = webhook
        self.endpoint = endpoint
        self.rules = rules
        self.timeoutSeconds = timeoutSeconds
    }
}

/// Tells all webhooks of the event what becomes of the sessions, each at its own pace.
package struct WebhookDispatcher<Store: AnnouncementLedger & ProgrammeLibrary & Roster>: Service,
    CustomStringConvertible
{
    private let posts: [WebhookPost]
    private let event: Event
    private let baseURL: String
    private let store: Store
    private let logger: Logger

    /// Between two looks at a store that could not be read or written.
    private static var pauseOfTheStore: Duration { .seconds(5) }

    package var description: String { "the webhooks" }

    package init(_ posts: [WebhookPost], event: Event, baseURL: String, store: Store, logger: Logger) {
        self.posts = posts
        self.event = event
        self.baseURL = baseURL
        self.store = store
        self.logger = logger
    }

    package func run() async throws {
        // A service that ends would end the daemon.
        guard !posts.isEmpty else { return try await gracefulShutdown() }
        let caller = HTTPCaller()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for post in posts { group.addTask { await tell(post, caller) } }
            }
        }
        try await caller.shutdown()
    }

    /// Tells one webhook until the daemon ends.
    private func tell(_ post: WebhookPost, _ caller: HTTPCaller) async {
        let line = HTTPWebhookLine(
            endpoint: post.endpoint, caller: caller, timeoutSeconds: post.timeoutSeconds, now: { Date() })
        var courier = WebhookCourier(
            webhook: post.webhook, event: event, baseURL: baseURL, store: store, line: line, rules: post.rules)
        var changes = store.programmeChanges().makeAsyncIterator()
        var trouble: WebhookTrouble?
        while !Task.isCancelled {
            do {
                switch try await courier.step() {
                case .untilChange: _ = await changes.next()
                case .none: trouble = told(post.webhook, after: trouble)
                case .skipped(let fact): skipped(fact, post.webhook)
                case .seconds(let seconds, let kind):
                    if kind != trouble { warn(post.webhook, kind) }
                    trouble = kind
                    // Cancelled by a shutdown: the condition ends the loop.
                    try? await Task.sleep(for: .seconds(seconds))
                }
            } catch {
                guard !Task.isCancelled else { return }
                logger.error(
                    "cannot keep how far a webhook was told; it waits",
                    metadata: ["webhook.id": "\(post.webhook.id)", "error.type": "\(type(of: error))"])
                // Cancelled by a shutdown: the condition ends the loop.
                try? await Task.sleep(for: Self.pauseOfTheStore)
            }
        }
    }

    /// Once for each trouble: it may last an hour.
    private func warn(_ webhook: Webhook, _ trouble: WebhookTrouble) {
        logger.warning(
            "a webhook does not take announcements; they are kept and tried again",
            metadata: ["webhook.id": "\(webhook.id)", "webhook.trouble": "\(trouble.rawValue)"])
    }

    private func told(_ webhook: Webhook, after trouble: WebhookTrouble?) -> WebhookTrouble? {
        if trouble != nil {
            logger.notice("a webhook takes announcements again", metadata: ["webhook.id": "\(webhook.id)"])
        }
        return nil
    }

    private func skipped(_ fact: FactID, _ webhook: Webhook) {
        logger.error(
            "a webhook refused an announcement again and again; it was given up",
            metadata: ["webhook.id": "\(webhook.id)", "fact.id": "\(fact)"])
    }
}
