// SPDX-License-Identifier: Apache-2.0

/// A sentence without any markup.
enum PlainText {
    static func write(_ sentence: AnnouncementSentence) -> String {
        sentence.parts.map { part in
            switch part {
            case .words(let text), .name(let text): text
            case .title(let text): "“\(text)”"
            }
        }.joined()
    }
}

/// Slack's text, which others that take its messages read as well.
enum SlackText {
    static func write(_ sentence: AnnouncementSentence, isRepeat: Bool) -> String {
        repeated(escape(PlainText.write(sentence)), isRepeat)
    }

    /// What Slack asks to be escaped; no more is understood there.
    private static func escape(_ text: String) -> String {
        text.withoutPings.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}

/// Discord's Markdown.
enum DiscordText {
    static func write(_ sentence: AnnouncementSentence, isRepeat: Bool) -> String {
        let text = sentence.parts.map { part in
            switch part {
            case .words(let text), .name(let text): escape(text)
            case .title(let text): "**\(escape(text))**"
            }
        }.joined()
        return repeated(text, isRepeat)
    }

    /// A backslash takes from every mark what it would do; addresses become no links, since their colon has one.
    private static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text.withoutPings {
            if marks.contains(character) { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }

    private static let marks: Set<Character> = [
        "\\", "*", "_", "~", "`", "|", ">", "<", "#", "+", "-", "[", "]", "(", ")", ":", "@", "!", "/",
    ]
}

/// Matrix's two texts.
enum MatrixText {
    static func plain(_ sentence: AnnouncementSentence) -> String { PlainText.write(sentence).withoutPings }

    static func html(_ sentence: AnnouncementSentence) -> String {
        sentence.parts.map { part in
            switch part {
            case .words(let text), .name(let text): escape(text.withoutPings)
            case .title(let text): "<strong>\(escape(text.withoutPings))</strong>"
            }
        }.joined()
    }

    private static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}

/// People read a repeat where no program drops it.
private func repeated(_ text: String, _ isRepeat: Bool) -> String { isRepeat ? "(Repeat) \(text)" : text }

extension String {
    /// The text with something invisible behind each @, so that `@everyone`, `@here`, `@channel` and `@room` ping nobody.
    fileprivate var withoutPings: String { replacing("@", with: "@\u{2060}") }
}
