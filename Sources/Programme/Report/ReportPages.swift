// SPDX-License-Identifier: Apache-2.0

package import Conference

/// A file of the report, with its path within the report's folder.
package struct ReportPage: Equatable, Sendable {
    package let path: String
    package let text: String
}

/// The report of an event as a folder of Markdown that a wiki takes.
package struct ReportPages {
    private let report: EventReport
    private let calendar: EventCalendar
    /// The path of each poster's document within the folder, for those that are there.
    private let documents: [RegistrationID: String]
    private let files: [SessionID: String]

    /// Fewer opinions tell too much about whose they are.
    private static let fewestOpinions = 3

    package init(_ report: EventReport, documents: [RegistrationID: String]) {
        self.report = report
        self.documents = documents
        calendar = EventCalendar(timeZone: report.event.timeZone)
        files = Self.fileNames(of: report)
    }

    /// All pages but the poster documents.
    package var all: [ReportPage] {
        [index] + report.sessions.map(page) + [posters, attendees, opinions]
    }

    private static func fileNames(of report: EventReport) -> [SessionID: String] {
        var taken: Set<String> = []
        return report.sessions.reduce(into: [:]) { names, session in
            let (title, id) = (report.texts[session.id]?.title ?? "", session.id.description)
            let short = ReportFileName.of(title, String(id.prefix(8)))
            names[session.id] = taken.insert(short).inserted ? short : ReportFileName.of(title, id)
        }
    }

    // MARK: Pages

    private var index: ReportPage {
        var head = FrontMatter()
        head.add("title", report.event.name)
        let sessions = report.sessions.map { session in
            let title = MarkdownText.line(report.texts[session.id]?.title ?? "")
            let link = "[\(title)](sessions/\(files[session.id] ?? ""))"
            return "- \(([link] + facts(of: session)).joined(separator: " · "))"
        }
        let parts = [
            "# \(MarkdownText.line(report.event.name))",
            "\(report.event.days.joined(separator: ", ")); \(report.state.checkIns.count) people were there.",
            "## Sessions", sessions.isEmpty ? "None." : sessions.joined(separator: "\n"), "## More",
            "- [Posters](posters.md)\n- [Who was there](attendees.md)",
        ]
        return ReportPage(path: "index.md", text: head.text + paragraphs(parts))
    }

    private func facts(of session: Session) -> [String] {
        let notes = report.notes[session.id]?.count ?? 0
        return [
            time(of: session), session.slot.map { MarkdownText.line(place($0.place)) },
            report.name(of: session.host).map { "started by \(MarkdownText.line($0))" },
            notes == 0 ? nil : "\(notes) notes",
        ].compactMap { $0 }
    }

    private func page(_ session: Session) -> ReportPage {
        let text = report.texts[session.id]
        let title = text?.title ?? ""
        var parts = ["# \(MarkdownText.line(title))"]
        if !facts(of: session).isEmpty { parts.append(facts(of: session).joined(separator: " · ")) }
        if let most = report.mostInside(session) { parts.append("At most \(most) people were in the room.") }
        if let description = text?.description { parts.append(MarkdownText.plainQuotation(description)) }
        parts.append("## Notes")
        let notes = report.notes[session.id] ?? []
        if notes.isEmpty { parts.append("None.") }
        for (number, note) in notes.enumerated() {
            parts += ["### Note \(number + 1)", MarkdownText.quotation(note.markdown)]
        }
        if let said = summary(of: session) { parts += ["## Feedback", said] }
        return ReportPage(
            path: "sessions/\(files[session.id] ?? "")", text: head(of: session, title).text + paragraphs(parts))
    }

    private func head(of session: Session, _ title: String) -> FrontMatter {
        var head = FrontMatter()
        head.add("title", title)
        head.add("id", session.id.description)
        head.add("room", session.slot.map { place($0.place) })
        head.add("date", session.slot.map { calendar.name(of: $0.starts) })
        head.add("starts", session.slot.map { calendar.time(of: $0.starts) })
        head.add("ends", session.slot.map { calendar.time(of: $0.ends) })
        head.add("host", report.name(of: session.host))
        head.add("mostInside", report.mostInside(session))
        return head
    }

    private func summary(of session: Session) -> String? {
        let summary = FeedbackSummary(report.feedback[session.id] ?? [])
        guard let average = summary.average else { return nil }
        guard summary.count >= Self.fewestOpinions else { return "\(summary.count) said something." }
        let tenths = Int((average * 10).rounded())
        return "\(summary.count) said something: \(tenths / 10).\(tenths % 10) of 5 on average."
    }

    private var posters: ReportPage {
        var head = FrontMatter()
        head.add("title", "Posters")
        let lines = report.posters.map { person, poster in
            let title = MarkdownText.line(poster.title)
            let boards = report.event.places.compactMap { place in
                report.state.posters.board(of: person, in: place.id).map {
                    "\(MarkdownText.line(place.name)), board \($0)"
                }
            }
            let words = [documents[person].map { "[\(title)](\($0))" } ?? title]
            return
                "- \((words + boards + [report.name(of: person).map(MarkdownText.line)].compactMap { $0 }).joined(separator: " · "))"
        }
        return ReportPage(
            path: "posters.md",
            text: head.text + paragraphs(["# Posters", lines.isEmpty ? "None." : lines.joined(separator: "\n")]))
    }

    private var attendees: ReportPage {
        var head = FrontMatter()
        head.add("title", "Who was there")
        let lines = report.attendees.map { details in
            "- \(([details.badgeName, details.affiliation].compactMap { $0 }).map(MarkdownText.line).joined(separator: " · "))"
        }
        let others = report.state.checkIns.count - lines.count
        let parts = ["# Who was there"] + (lines.isEmpty ? [] : [lines.joined(separator: "\n")])
        return ReportPage(
            path: "attendees.md",
            text: head.text + paragraphs(parts + ["\(others) more were there and did not ask to be named."]))
    }

    /// What people said in confidence, for the organizers and not for the wiki.
    private var opinions: ReportPage {
        var lines = CSVLines(header: ["session", "title", "rating", "comment"])
        for session in report.state.sessions.all {
            for each in report.feedback[session.id] ?? [] {
                lines.add([
                    session.id.description, report.texts[session.id]?.title ?? "", String(each.rating),
                    each.comment ?? "",
                ])
            }
        }
        return ReportPage(path: "organizers/feedback.csv", text: lines.text)
    }

    // MARK: Words

    private func place(_ id: PlaceID) -> String { report.event.place(id)?.name ?? id.rawValue }

    private func time(of session: Session) -> String? {
        session.slot.map { slot in
            "\(calendar.name(of: slot.starts)) \(calendar.time(of: slot.starts))–\(calendar.time(of: slot.ends))"
        }
    }

    private func paragraphs(_ parts: [String]) -> String { "\n" + parts.joined(separator: "\n\n") + "\n" }
}
