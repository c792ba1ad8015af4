// SPDX-License-Identifier: Apache-2.0

package import Conference
import Foundation

/// What a webhook is sent: one announcement in the receiver's own form.
package struct WebhookMessage: Equatable, Sendable {
    /// Stays the same however often the announcement is sent, so that a receiver can drop what it has.
    package let id: FactID
    /// Whether an earlier attempt may have arrived.
    package let isRepeat: Bool
    /// JSON.
    package let body: [UInt8]
}

/// All that a message says.
struct AnnouncedNews {
    let announcement: Announcement
    let session: AnnouncedSession
    /// The session that it became a part of.
    let other: AnnouncedSession?
    let event: Event
    /// Where the sessions' pages are, such as `http://box:8080`.
    let baseURL: String

    var sentence: AnnouncementSentence {
        AnnouncementSentence(announcement.news, of: session, into: other, at: event)
    }
}

extension WebhookMessage {
    /// The news as a webhook of that kind takes them.
    init(_ news: AnnouncedNews, for kind: WebhookKind, isRepeat: Bool) throws {
        id = news.announcement.fact.id
        self.isRepeat = isRepeat
        let sentence = news.sentence
        body =
            switch kind {
            case .json: try Self.encode(PlainBody(news, sentence, isRepeat: isRepeat))
            case .slack: try Self.encodeForChats(SlackBody(text: SlackText.write(sentence, isRepeat: isRepeat)))
            case .discord:
                try Self.encodeForChats(DiscordBody(content: DiscordText.write(sentence, isRepeat: isRepeat)))
            case .matrix: try Self.encodeForChats(MatrixBody(sentence))
            }
    }

    /// The chats write their keys with underscores.
    private static func encodeForChats(_ body: some Encodable) throws -> [UInt8] {
        try encode(body, keys: .convertToSnakeCase)
    }

    private static func encode(
        _ body: some Encodable, keys: JSONEncoder.KeyEncodingStrategy = .useDefaultKeys
    ) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = keys
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(body))
    }
}

// MARK: - JSON

private struct PlainBody: Encodable {
    let id: String
    let `repeat`: Bool
    let kind: String
    let at: String
    let event: EventBody
    let session: SessionBody
    let before: SlotBody?
    let mergedInto: SessionBody?
    let text: String

    struct EventBody: Encodable {
        let id: String
        let name: String
        let timeZone: String
    }

    struct SlotBody: Encodable {
        let place: String
        let placeName: String
        let starts: String
        let ends: String

        init(_ slot: SessionSlot, _ event: Event) {
            place = slot.place.rawValue
            placeName = event.place(slot.place)?.name ?? slot.place.rawValue
            starts = PlainBody.text(slot.starts)
            ends = PlainBody.text(slot.ends)
        }
    }

    struct SessionBody: Encodable {
        let id: String
        let title: String?
        let description: String?
        let host: String?
        let slot: SlotBody?
        let page: String

        init(_ session: AnnouncedSession, _ news: AnnouncedNews) {
            id = session.id.description
            title = session.title
            description = session.description
            host = session.host.map(Wording.shown)
            slot = session.slot.map { SlotBody($0, news.event) }
            page = SessionPage.address(of: session.id, baseURL: news.baseURL)
        }
    }

    init(_ news: AnnouncedNews, _ sentence: AnnouncementSentence, isRepeat: Bool) {
        id = news.announcement.fact.id.description
        self.repeat = isRepeat
        kind = news.announcement.news.word
        at = Self.text(news.announcement.fact.at)
        event = EventBody(id: news.event.id.rawValue, name: news.event.name, timeZone: news.event.timeZone)
        session = SessionBody(news.session, news)
        before = if case .moved(_, let slot) = news.announcement.news { SlotBody(slot, news.event) } else { nil }
        mergedInto = news.other.map { SessionBody($0, news) }
        text = PlainText.write(sentence)
    }

    private static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}

/// Where a session's page is.
package enum SessionPage {
    package static func address(of session: SessionID, baseURL: String) -> String { "\(baseURL)/s/\(session)" }
}

// MARK: - Chats

private struct SlackBody: Encodable {
    let text: String
    // No formatting, no previews and no names made into pings: titles say what they like.
    let mrkdwn = false
    let linkNames = false
    let unfurlLinks = false
    let unfurlMedia = false
}

private struct DiscordBody: Encodable {
    let content: String
    let allowedMentions = ["parse": [String]()]
    /// SUPPRESS_EMBEDS.
    let flags = 4
}

private struct MatrixBody: Encodable {
    let msgtype = "m.notice"
    let body: String
    let format = "org.matrix.custom.html"
    let formattedBody: String
    let mentions = Mentions()

    /// That it is there and empty says that nobody is pinged, whatever the text looks like.
    struct Mentions: Encodable {}

    enum CodingKeys: String, CodingKey {
        case msgtype, body, format, formattedBody
        case mentions = "m.mentions"
    }

    init(_ sentence: AnnouncementSentence) {
        body = MatrixText.plain(sentence)
        formattedBody = MatrixText.html(sentence)
    }
}
