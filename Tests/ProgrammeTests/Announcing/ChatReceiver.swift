// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import SQLiteStore
import Synchronization
import TestSupport

/// A chat that behaves as a test wants: it keeps what it takes, and may say otherwise.
final class ChatReceiver: WebhookLine {
    struct Received: Equatable {
        let id: FactID
        let isRepeat: Bool
        let text: String
    }

    private struct State {
        var received: [Received] = []
        var answer: @Sendable (Int) -> (takes: Bool, DeliveryOutcome) = { _ in (true, ok) }
        var attempts = 0
    }

    static let ok = DeliveryOutcome.answered(status: 200, retryAfter: nil)
    private let state = Mutex(State())

    var received: [Received] { state.withLock { $0.received } }
    var attempts: Int { state.withLock { $0.attempts } }

    /// What it does with the attempt of that number, from 1: whether it keeps the message, and what it says.
    func behave(_ answer: @escaping @Sendable (Int) -> (takes: Bool, DeliveryOutcome)) {
        state.withLock {
            $0.answer = answer
            $0.attempts = 0
        }
    }

    func send(_ message: WebhookMessage) async -> DeliveryOutcome {
        state.withLock { state in
            state.attempts += 1
            let (takes, outcome) = state.answer(state.attempts)
            if takes {
                state.received.append(
                    Received(
                        id: message.id, isRepeat: message.isRepeat,
                        text: String(decoding: message.body, as: UTF8.self)))
            }
            return outcome
        }
    }
}

/// A conference whose sessions are told to one receiver, by a clock that the test sets.
struct AnnouncingWorld {
    let world: EventWorld
    let receiver = ChatReceiver()
    let webhook: Webhook
    let noon: Date

    init(_ kind: WebhookKind = .json) throws {
        world = try EventWorld()
        noon = world.clock.now
        guard let id = WebhookID("chat") else { throw CocoaError(.coderInvalidValue) }
        webhook = Webhook(id: id, name: "Chat", kind: kind)
    }

    /// As after a start of the daemon.
    func courier(
        _ rules: DeliveryRules = DeliveryRules()
    ) -> WebhookCourier<SQLiteStore, ChatReceiver> {
        let clock = world.clock
        return WebhookCourier(
            webhook: webhook, event: world.event, baseURL: "http://box:8080", store: world.store, line: receiver,
            rules: rules, now: { clock.now }, chance: { 1 })
    }

    func slot(_ place: PlaceID, _ from: Double, _ to: Double) -> SessionSlot {
        SessionSlot(place: place, starts: noon + 60 * from, ends: noon + 60 * to)
    }

    /// Records a session's facts and its title in one commit, as a decision does; the next comes a second later.
    func record(_ session: SessionID, title: String? = nil, _ events: Happening...) async throws {
        let facts = events.map { Fact(at: world.clock.now, station: world.station, $0) }
        let texts = title.map { [ProgrammeText.session(SessionText(id: session, title: $0))] } ?? []
        try await world.store.decide { _ in Decision(recording: facts, writing: texts, answer: ()) }
        world.clock.advance(by: 1)
    }

    /// Steps until nothing is left to tell, letting the clock go on by each pause; returns the pauses.
    @discardableResult
    func run(_ courier: inout WebhookCourier<SQLiteStore, ChatReceiver>) async throws -> [Double] {
        var pauses: [Double] = []
        while true {
            switch try await courier.step() {
            case .untilChange: return pauses
            case .none, .skipped: continue
            case .seconds(let seconds, _):
                pauses.append(seconds)
                world.clock.advance(by: seconds)
            }
        }
    }

    func cursor() async throws -> WebhookCursor { try await world.store.cursor(of: webhook.id) }
}
