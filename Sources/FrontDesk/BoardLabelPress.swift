// SPDX-License-Identifier: Apache-2.0

package import BadgeDesign
package import Conference
import QRCode

/// Makes the labels of posters' boards, one a page.
///
/// A label's QR code holds the label's own words, so that a phone takes them along where there is no network; it leads
/// nowhere.
package struct BoardLabelPress<Store: Journal & Roster>: Sendable {
    private let store: Store
    private let event: Event
    private let template: BadgeTemplate
    private let renderer: BadgeRenderer

    package init(store: Store, event: Event, template: BadgeTemplate, renderer: BadgeRenderer) {
        self.store = store
        self.event = event
        self.template = template
        self.renderer = renderer
    }

    /// Labels, ready for paper.
    package struct Sheet: Sendable {
        package let bytes: [UInt8]
        package let count: Int
        /// What somebody should look at, with the board that it is about.
        package let remarks: [String]
    }

    /// The labels of all boards with a poster, or of one poster session's, by number; `nil` when there are none.
    package func labels(of place: PlaceID? = nil) async throws -> Sheet? {
        let labels = try await boards().filter { place == nil || $0.board.place == place }
        guard !labels.isEmpty else { return nil }
        let book = try await renderer.book(try labels.map(entry))
        let remarks = zip(labels, book.remarks).filter { !$1.isEmpty }.map { label, remarks in
            let words = remarks.map(\.description).joined(separator: "; ")
            return "\(label.board.name), board \(label.board.board): \(words)"
        }
        return Sheet(bytes: book.bytes, count: labels.count, remarks: remarks)
    }

    private struct Label {
        let board: PosterBoard
        let title: String
        let details: RegistrationDetails
    }

    private func boards() async throws -> [Label] {
        let people = try await store.registrations()
        let book = await store.read { $0.posters }
        let labels = people.flatMap { person -> [Label] in
            guard let poster = person.details.poster else { return [] }
            return book.boards(of: person.id, in: event).filter { poster.sessions.contains($0.session) }.map {
                Label(board: $0, title: poster.title, details: person.details)
            }
        }
        return labels.sorted { ($0.board.session, $0.board.board) < ($1.board.session, $1.board.board) }
    }

    private func entry(_ label: Label) throws -> BadgeEntry {
        var text = BadgeText()
        text[.board] = String(label.board.board)
        text[.title] = LabelText.shown(label.title)
        text[.name] = LabelText.shown(label.details.badgeName)
        text[.affiliation] = label.details.affiliation.map(LabelText.shown)
        text[.session] = label.board.name
        text[.event] = event.name
        return BadgeEntry(template: template, text: text, code: try QRSymbol(encoding: words(of: label)))
    }

    /// What the QR code says, in so few bytes that its modules stay large.
    private func words(of label: Label) -> String {
        let owner = [label.details.badgeName, label.details.affiliation].compactMap { $0 }.joined(separator: ", ")
        let lines = ["Poster \(label.board.board), \(label.board.name)", label.title, owner]
        return zip(lines, [60, 150, 80]).map { LabelText.clipped($0, toBytes: $1) }.joined(separator: "\n")
    }
}

/// What people wrote, as it goes onto a label.
enum LabelText {
    /// No label shows more, and setting the rest would take long.
    private static let mostCharacters = 1500

    /// Text without marks that would turn what stands around it, and no longer than any label can show.
    static func shown(_ text: String) -> String {
        let plain = withoutDirections(text)
        return plain.count > mostCharacters ? plain.prefix(mostCharacters) + "…" : plain
    }

    /// The beginning of a text that is no longer than so many bytes of UTF-8.
    static func clipped(_ text: String, toBytes limit: Int) -> String {
        let plain = withoutDirections(text)
        guard plain.utf8.count > limit else { return plain }
        var clipped = ""
        var bytes = "…".utf8.count
        for character in plain {
            bytes += character.utf8.count
            guard bytes <= limit else { break }
            clipped.append(character)
        }
        return clipped + "…"
    }

    /// Marks and overrides of direction (UAX #9) belong to nobody's title.
    private static func withoutDirections(_ text: String) -> String {
        String(
            text.unicodeScalars.filter {
                !(0x202A...0x202E).contains($0.value) && !(0x2066...0x2069).contains($0.value)
            })
    }
}
