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
            case .json: Array(news.json(isRepeat: isRepeat).text.utf8)
            case .slack: try Self.encodeForChats(SlackBody(text: SlackText.write(sentence, isRepeat: isRepeat)))
            case .discord:
                try Self.encodeForChats(DiscordBody(content: DiscordText.write(sentence, isRepeat: isRepeat)))
            case .matrix: try Self.encodeForChats(MatrixBody(sentence))
            }
    }

    /// The chats write their keys with underscores.
    private static func encodeForChats(_ body: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(body))
    }
}

// MARK: - JSON

extension AnnouncedNews {
    /// As programs read it, see `webhooks` in `docs/openapi.yaml`.
    func json(isRepeat: Bool) -> OrderedJSON {
        var before = OrderedJSON.null
        if case .moved(_, let slot) = announcement.news { before = json(slot) }
        return .object([
            ("id", .text(announcement.fact.id.description)), ("repeat", .truth(isRepeat)),
            ("kind", .text(announcement.news.word)), ("at", .text(Self.text(announcement.fact.at))),
            (
                "event",
                .object([
                    ("id", .text(event.id.rawValue)), ("name", .text(event.name)),
                    ("timeZone", .text(event.timeZone)),
                ])
            ),
            ("session", json(session)), ("before", before), ("mergedInto", other.map { json($0) } ?? .null),
            ("text", .text(PlainText.write(sentence))),
        ])
    }

    private func json(_ session: AnnouncedSession) -> OrderedJSON {
        .object([
            ("id", .text(session.id.description)), ("title", .optional(session.title)),
            ("description", .optional(session.description)), ("host", .optional(session.host.map(Wording.shown))),
            ("slot", session.slot.map { json($0) } ?? .null),
            ("page", .text(SessionPages(base: baseURL).address(of: session.id))),
        ])
    }

    private func json(_ slot: SessionSlot) -> OrderedJSON {
        .object([
            ("place", .text(slot.place.rawValue)),
            ("placeName", .text(event.place(slot.place)?.name ?? slot.place.rawValue)),
            ("starts", .text(Self.text(slot.starts))), ("ends", .text(Self.text(slot.ends))),
        ])
    }

    private static func text(_ date: Date) -> String {
        // The format cuts what is below a millisecond, and a whole one may be a hair less in binary.
        (date + 0.0005).formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
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
