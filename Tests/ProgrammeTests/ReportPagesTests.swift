// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import TestSupport
import Testing

struct ReportPagesTests {
    let world: EventWorld
    let noon: Date
    let host = RegistrationID()
    let session = SessionID()

    init() throws {
        world = try EventWorld()
        noon = world.clock.now
    }

    /// The pages of an event with one session that `host` started, by path.
    private func pages(
        title: String = "A title", notes: [String] = [], feedback: [Feedback] = [], more: [Happening] = []
    ) -> [String: String] {
        var state = ConferenceState()
        let slot = SessionSlot(place: world.gradient, starts: noon, ends: noon + 3600)
        let happened: [Happening] =
            [
                .checkedIn(host, evidence: .typed, codeOfConduct: "1"), .sessionProposed(session, by: host),
                .sessionStarted(session, slot),
            ] + more
        for each in happened { state.apply(Fact(at: noon, station: nil, each)) }
        let person = Registration(
            id: host, details: RegistrationDetails(fullName: "Robert Legal", preferredName: "Lee", affiliation: "=1+1"))
        let report = EventReport(
            event: world.event, state: state, registrations: [person],
            texts: [session: SessionText(id: session, title: title)],
            notes: notes.map { NoteText(id: NoteID(), session: session, markdown: $0) }, feedback: feedback,
            now: noon + 60)
        let all = ReportPages(report, documents: [:]).all
        return Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0.text) })
    }

    private func sessionPage(_ pages: [String: String]) throws -> (path: String, text: String) {
        let page = try #require(pages.first { $0.key.hasPrefix("sessions/") })
        return (page.key, page.value)
    }

    @Test func `nobody is named who did not say so, and nobody by the legal name`() {
        let silent = pages()
        #expect(silent.values.allSatisfy { !$0.contains("Lee") && !$0.contains("Robert") })
        let named = pages(more: [.namingAnswered(host, consents: true)])
        #expect(named["attendees.md"]?.contains("- Lee · &#61;1+1") == true)
        #expect(named["index.md"]?.contains("started by Lee") == true)
        #expect(named.values.allSatisfy { !$0.contains("Robert") })
        let takenBack = pages(more: [
            .namingAnswered(host, consents: true), .namingAnswered(host, consents: false),
        ])
        #expect(takenBack == silent)
    }

    @Test(arguments: [
        ("Normalizing flows", "normalizing-flows"), ("../../etc/passwd", "etc-passwd"), ("Über Größe", "uber-gro-e"),
        ("深層学習", "session"), ("CON", "con"), (String(repeating: "long ", count: 20), nil),
    ])
    func `a file's name is letters, digits and hyphens, whatever the title is`(title: String, words: String?) throws {
        let path = try sessionPage(pages(title: title)).path
        let id = session.description.prefix(8)
        if let words { #expect(path == "sessions/\(words)-\(id).md") }
        #expect(path.wholeMatch(of: /sessions\/[a-z0-9-]{1,80}\.md/) != nil)
    }

    @Test func `a title stays a line of the head and of the heading`() throws {
        let title = #"---" # <script>alert(1)</script> [x](javascript:y) {{ z }} | 1. ~"#
        let text = try sessionPage(pages(title: title)).text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "---" && lines.filter { $0 == "---" }.count == 2)
        #expect(lines.filter { $0.hasPrefix("title: ") }.count == 1)
        #expect(!text.dropFirst(4).split(separator: "---\n", maxSplits: 1)[1].contains("<script>"))
        #expect(lines.filter { $0.hasPrefix("# ") }.count == 1)
    }

    @Test(arguments: [
        ("<script>x</script>", "> < script>x< /script>"), ("![p](http://a/b)", "> ! [p](http://a/b)"),
        ("[x](javascript:y)", "> [x] (javascript:y)"), ("[x](<javascript:y>)", "> [x] (< javascript:y>)"),
        ("[x]: javascript:y", "> [x] : javascript:y"), ("[x](HTTPS://a)", "> [x](HTTPS://a)"), ("a < b", "> a < b"),
        ("```\n\n# h", "> ```\n>\n> # h"), ("<!-- x", "> < !-- x"),
    ])
    func `a note is a quotation without HTML, pictures or other links`(note: String, quoted: String) throws {
        #expect(try sessionPage(pages(notes: [note])).text.contains("### Note 1\n\n\(quoted)\n"))
    }

    @Test func `feedback is a figure once there are three, and its words are for organizers`() throws {
        let said = [1, 4, 5].map { Feedback(session: session, rating: $0, comment: "=SUM(A1)") }
        let few = pages(feedback: Array(said.prefix(2)))
        #expect(try sessionPage(few).text.contains("2 said something."))
        let enough = pages(feedback: said)
        #expect(try sessionPage(enough).text.contains("3 said something: 3.3 of 5 on average."))
        #expect(enough.filter { $0.value.contains("SUM") }.keys.sorted() == ["organizers/feedback.csv"])
        #expect(enough["organizers/feedback.csv"]?.contains(",4,'=SUM(A1)\r\n") == true)
    }
}
