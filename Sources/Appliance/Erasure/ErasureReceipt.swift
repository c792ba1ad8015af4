// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import SQLiteStore

/// What an erasure leaves in place of what it took: a text and a JSON file with nothing of anybody in them.
package struct ErasureReceipt: Encodable, Sendable {
    let event: String
    let erasedAt: Date
    let scope: String
    let formerHead: String
    let head: String
    let facts: Int64
    /// What did not hold in the journal before, if anything.
    let problemsBefore: [String]
    let countsBefore: JournalFigures
    let countsAfter: JournalFigures
    let erased: Erased
    let search: Search
    /// Where Lanyard could not erase, and what belongs to others.
    let left: Left

    static let everybody = "everybody"
    static let onePerson = "one person"

    struct Erased: Encodable, Sendable {
        var people = 0
        var words = 0
        var sessions = 0
        var notes = 0
        var comments = 0
        var posterFiles = 0
        var backups: [String] = []
        var files: [String] = []
    }

    struct Search: Encodable, Sendable {
        /// How many different names, addresses, codes and texts were looked for.
        var words = 0
        var files: [String] = []
        /// Words that stand in something that stays and is of nobody, such as the name of a column or a random number.
        var byChance = 0
        /// Files in which something was found, with how many words.
        var found: [String: Int] = [:]
    }

    struct Left: Encodable, Sendable {
        /// Files of the operator's with how many people's words.
        var files: [String: Int] = [:]
        /// Files of the operator's in which no search sees text.
        var sealed: [String] = []
        var backups: [String] = []
        var backupsOutOfReach: [String] = []
    }

    /// Whether nothing was found where nothing may be.
    package var isClean: Bool { search.found.isEmpty }

    /// As a text.
    package var lines: [String] {
        [
            "Erasure of \(event), \(scope), at \(erasedAt.formatted(.iso8601))", "",
            "Journal: \(facts) facts. Its digest was \(formerHead)", "and is \(head).",
            problemsBefore.isEmpty
                ? "Before, the chain was whole, and every table and count followed from it."
                : "Before, it did not hold: " + problemsBefore.joined(separator: " "),
            countsBefore == countsAfter ? "Every count is as it was:" : "Counts differ:",
        ] + Self.lines(of: countsAfter) + ["", "Gone:"] + goneLines + ["", "Searched afterwards:"] + searchLines
            + leftLines
    }

    private static func lines(of counts: JournalFigures) -> [String] {
        [
            "  \(counts.checkedIn) checked in, \(counts.walkedIn) of them walked in; \(counts.badges) badges, "
                + "\(counts.badgesPrinted) printed",
            "  \(counts.sessions.count) sessions, "
                + "\(counts.sessions.reduce(0) { $0 + $1.gaveFeedback }) times feedback",
        ]
            + counts.places.map { place in
                let meals = place.meals > 0 ? ", \(place.meals) meals" : ""
                let visits = place.boards.reduce(0) { $0 + $1.visits }
                let boards = visits > 0 ? ", \(visits) visits of boards" : ""
                return "  \(place.place): \(place.visitors) visitors, peak \(place.peak)\(meals)\(boards)"
            }
    }

    private var goneLines: [String] {
        var lines = [
            "  \(erased.people) people's names, addresses, order codes and all else that the list said",
            "  \(erased.notes) notes, \(erased.comments) comments"
                + (erased.sessions > 0 ? ", titles and descriptions of \(erased.sessions) sessions" : ""),
        ]
        if erased.posterFiles > 0 { lines.append("  \(erased.posterFiles) files of posters") }
        lines += erased.backups.map { "  the backup \($0)" }
        lines += erased.files.map { "  the file \($0)" }
        return lines
    }

    private var searchLines: [String] {
        [
            "  \(search.words) words in \(search.files.joined(separator: ", "))",
            search.words == 0
                ? "  There was nothing left to look for." : search.found.isEmpty ? "  Nothing was found." : "  FOUND:",
        ] + chanceLines + search.found.sorted { $0.key < $1.key }.map { "    \($0.key): \($0.value) words" }
    }

    private var chanceLines: [String] {
        guard search.byChance > 0 else { return [] }
        return scope == Self.everybody
            ? ["  \(search.byChance) of them are also letters of what stays and is of nobody."]
            : [
                "  \(search.byChance) of them stand in others' entries, or in what others wrote: look at notes and sessions."
            ]
    }

    private var leftLines: [String] {
        var lines: [String] = []
        if !left.files.isEmpty {
            lines += ["", "Yours, and still there, with names in them:"]
            lines += left.files.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value) names, addresses or codes" }
        }
        if !left.sealed.isEmpty {
            lines += ["", "Yours, and still there; names in them would not be seen:"] + left.sealed.map { "  \($0)" }
        }
        if !left.backups.isEmpty {
            lines += ["", "Backups that hold what was erased:"] + left.backups.map { "  \($0)" }
        }
        if !left.backupsOutOfReach.isEmpty {
            lines += ["", "Backups may lie there too, which cannot be reached now:"]
            lines += left.backupsOutOfReach.map { "  \($0)" }
        }
        return lines
    }

    /// Writes both files into `folder`; returns their paths.
    func write(into folder: URL) throws -> [String] {
        let stamp = erasedAt.formatted(
            .iso8601.dateSeparator(.omitted).timeSeparator(.omitted).timeZoneSeparator(.omitted))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let text = lines.joined(separator: "\n") + "\n"
        return try [("txt", Data(text.utf8)), ("json", try encoder.encode(self))].map { kind, data in
            let file = folder.appending(path: "erasure-\(stamp).\(kind)")
            try data.write(to: file, options: .atomic)
            return file.path
        }
    }
}
