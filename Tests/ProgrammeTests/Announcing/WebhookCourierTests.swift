// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import SQLiteStore
import TestSupport
import Testing

struct WebhookCourierTests {
    let chat: AnnouncingWorld
    let first = SessionID()
    let second = SessionID()

    init() async throws {
        chat = try AnnouncingWorld()
        // The webhook begins where the journal is when it is first asked for.
        _ = try await chat.cursor()
    }

    private struct Told: Decodable {
        let kind: String
        let text: String
    }

    private func told() throws -> [Told] {
        try chat.receiver.received.map { try JSONDecoder().decode(Told.self, from: Data($0.text.utf8)) }
    }

    @Test func `each kind of news is told, in order and in words`() async throws {
        let (gradient, chain) = (chat.world.gradient, chat.world.chainRule)
        try await chat.record(first, title: "Flows", .sessionProposed(first, by: nil))
        try await chat.record(first, .sessionScheduled(first, chat.slot(gradient, 60, 120)))
        try await chat.record(first, .sessionScheduled(first, chat.slot(chain, 60, 120)))
        try await chat.record(first, .sessionReworded(first))
        try await chat.record(first, .sessionStarted(first, chat.slot(chain, 0, 60)))
        try await chat.record(first, .sessionScheduled(first, chat.slot(chain, 0, 90)))
        try await chat.record(first, .sessionEnded(first, reason: .ended))
        try await chat.record(
            second, title: "Bounds", .sessionProposed(second, by: nil),
            .sessionStarted(second, chat.slot(gradient, 0, 60)))
        try await chat.record(second, .sessionMerged(second, into: first))
        var courier = chat.courier()
        try await chat.run(&courier)
        let news = try told()
        #expect(
            news.map(\.kind) == [
                "proposed", "planned", "moved", "reworded", "started", "moved", "ended", "started", "merged",
            ])
        #expect(
            news.map(\.text) == [
                "“Flows” is looking for a room.",
                "“Flows” is planned: Gradient, Fri 20:00–21:00.",
                "“Flows” has moved to Chain Rule, Fri 20:00–21:00. It was Gradient, Fri 20:00–21:00.",
                "“Flows” has a new text.",
                "“Flows” has begun in Chain Rule, until 20:00.",
                "“Flows” in Chain Rule now ends at 20:30.",
                "“Flows” is over; Chain Rule is free.",
                "“Bounds” has begun in Gradient, until 20:00.",
                "“Bounds” is now a part of “Flows”: Chain Rule, Fri 19:00–20:30.",
            ])
    }

    @Test func `what happened before the webhook was there is not told`() async throws {
        let late = try AnnouncingWorld()
        try await late.record(first, title: "Before", .sessionProposed(first, by: nil))
        var courier = late.courier()
        try await late.run(&courier)
        #expect(late.receiver.received.isEmpty)
        try await late.record(second, title: "After", .sessionProposed(second, by: nil))
        try await late.run(&courier)
        #expect(late.receiver.received.count == 1)
    }

    @Test func `a receiver that is down for an hour is told everything in order, none of it as a repeat`() async throws
    {
        let up = chat.world.clock.now + 3600
        let clock = chat.world.clock
        chat.receiver.behave { _ in clock.now < up ? (false, .notReached(.unreachable)) : (true, ChatReceiver.ok) }
        for number in 0..<20 {
            let session = number.isMultiple(of: 2) ? first : second
            try await chat.record(
                session, title: "S", number < 2 ? .sessionProposed(session, by: nil) : .sessionReworded(session))
        }
        var courier = chat.courier()
        let pauses = try await chat.run(&courier)
        let journal = try await chat.world.store.sessionFacts(after: 0).map(\.fact.id)
        #expect(chat.receiver.received.map(\.id) == journal)
        #expect(chat.receiver.received.allSatisfy { !$0.isRepeat })
        #expect(pauses.prefix(8) == [1, 2, 4, 8, 16, 32, 60, 60])
        #expect(pauses.allSatisfy { $0 <= 60 } && chat.world.clock.now < up + 60)
        #expect(try await chat.cursor().trouble == nil)
    }

    @Test(arguments: [DeliveryOutcome.unanswered, .answered(status: 500, retryAfter: nil)])
    func `what may have arrived is sent again as a repeat of the same identifier`(_ outcome: DeliveryOutcome)
        async throws
    {
        chat.receiver.behave { attempt in attempt == 1 ? (true, outcome) : (true, ChatReceiver.ok) }
        try await chat.record(first, title: "Flows", .sessionProposed(first, by: nil))
        try await chat.record(first, .sessionReworded(first))
        var courier = chat.courier()
        try await chat.run(&courier)
        let received = chat.receiver.received
        #expect(received.map(\.isRepeat) == [false, true, false])
        #expect(received[0].id == received[1].id && received[1].id != received[2].id)
    }

    @Test func `what was refused is no repeat, and an attempt before it that may have arrived still makes one`()
        async throws
    {
        try await chat.record(first, title: "Flows", .sessionProposed(first, by: nil))
        chat.receiver.behave { attempt in
            attempt == 1 ? (false, .answered(status: 429, retryAfter: nil)) : (true, ChatReceiver.ok)
        }
        var courier = chat.courier()
        try await chat.run(&courier)
        #expect(chat.receiver.received.map(\.isRepeat) == [false])
        try await chat.record(first, .sessionReworded(first))
        chat.receiver.behave { attempt in
            switch attempt {
            case 1: (false, .unanswered)
            case 2: (false, .answered(status: 429, retryAfter: nil))
            default: (true, ChatReceiver.ok)
            }
        }
        try await chat.run(&courier)
        #expect(chat.receiver.received.map(\.isRepeat) == [false, true])
    }

    @Test func `a daemon that was killed while it sent sends again, as a repeat`() async throws {
        try await chat.record(first, title: "Flows", .sessionProposed(first, by: nil))
        // What is on disk while an attempt is under way.
        var cursor = try await chat.cursor()
        cursor.attempts = 1
        cursor.isInDoubt = true
        try await chat.world.store.save(cursor, of: chat.webhook.id)
        var courier = chat.courier()
        try await chat.run(&courier)
        #expect(chat.receiver.received.map(\.isRepeat) == [true])
    }

    @Test func `a receiver that asks for a pause gets it, up to an hour`() async throws {
        chat.receiver.behave { attempt in
            switch attempt {
            case 1: (false, .answered(status: 429, retryAfter: 300))
            case 2: (false, .answered(status: 503, retryAfter: 1e9))
            default: (true, ChatReceiver.ok)
            }
        }
        try await chat.record(first, title: "Flows", .sessionProposed(first, by: nil))
        var courier = chat.courier()
        #expect(try await chat.run(&courier) == [300, 3600])
    }

    @Test func `what a receiver refuses eight times is given up and counted, and the next is told`() async throws {
        try await chat.record(first, title: "Bad", .sessionProposed(first, by: nil))
        try await chat.record(second, title: "Good", .sessionProposed(second, by: nil))
        chat.receiver.behave { attempt in
            attempt <= DeliveryRules.mostRefusals
                ? (false, .answered(status: 400, retryAfter: nil)) : (true, ChatReceiver.ok)
        }
        var courier = chat.courier()
        try await chat.run(&courier)
        #expect(chat.receiver.attempts == DeliveryRules.mostRefusals + 1)
        #expect(chat.receiver.received.count == 1)
        #expect(try await chat.cursor().skipped == 1)
    }

    @Test(arguments: [301, 401, 403, 404, 410])
    func `a wrong address or token loses nothing however often it is tried`(status: Int) async throws {
        try await chat.record(first, title: "Flows", .sessionProposed(first, by: nil))
        chat.receiver.behave { attempt in
            attempt <= 100 ? (false, .answered(status: status, retryAfter: nil)) : (true, ChatReceiver.ok)
        }
        var courier = chat.courier()
        try await chat.run(&courier)
        #expect(chat.receiver.received.map(\.isRepeat) == [false])
        #expect(try await chat.cursor().skipped == 0)
    }

    @Test func `what waits is told with since when and why`() async throws {
        try await chat.record(
            first, title: "Flows", .sessionProposed(first, by: nil),
            .sessionStarted(first, chat.slot(chat.world.gradient, 0, 60)))
        try await chat.record(first, .sessionReworded(first))
        chat.receiver.behave { _ in (false, .notReached(.unreachable)) }
        var courier = chat.courier()
        for _ in 0..<3 {
            _ = try await courier.step()
            chat.world.clock.advance(by: 30)
        }
        let standing = try #require(try await WebhookStanding.all(of: [chat.webhook], chat.world.store).first)
        #expect(standing.pending == 2)
        #expect(standing.cursor.trouble == WebhookCursor.Trouble(kind: .unreachable, since: chat.noon + 2))
        #expect(standing.cursor.attempts == 3)
    }
}
