// SPDX-License-Identifier: Apache-2.0

import Appliance
import Conference
import Foundation
import SQLiteStore
import Testing

struct ReportExportTests {
    let folder: URL
    let setup: ApplianceSetup

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "lanyard-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Sample.event().write(to: folder.appending(path: "event.toml"), atomically: true, encoding: .utf8)
        let config = folder.appending(path: "lanyard.toml")
        try "event = \"event.toml\"\n".write(to: config, atomically: true, encoding: .utf8)
        setup = try ApplianceSetup(configPath: config.path)
    }

    @Test func `posters come with the documents that are there, under names that nobody chose`() async throws {
        // A folder that cannot be removed is the next clean-up's business.
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try setup.openStore(creating: true)
        let people = (1...3).map { number in
            Registration(
                id: RegistrationID(),
                details: RegistrationDetails(
                    fullName: "Person \(number)", poster: Poster(title: "Poster [\(number)]", sessions: [1])))
        }
        try await store.editRoster { _ in (people, ()) }
        let digest = String(repeating: "0a", count: 32)
        let facts: [Happening] = [
            .posterHandedIn(people[0].id, document: digest), .posterHandedIn(people[1].id, document: "../event"),
            .posterHandedIn(people[2].id, document: String(repeating: "ff", count: 32)),
        ]
        try await store.decide { _ in
            Decision(recording: facts.map { Fact(at: Date(), station: nil, $0) }, answer: ())
        }
        let documents = folder.appending(path: "posters")
        try FileManager.default.createDirectory(at: documents, withIntermediateDirectories: true)
        try Data("%PDF-1.7".utf8).write(to: documents.appending(path: "\(digest).pdf"))

        let report = folder.appending(path: "report")
        let result = try await ReportExport(setup).run(to: report.path)
        #expect(result.posters == 1)
        let copied = try FileManager.default.contentsOfDirectory(atPath: report.appending(path: "posters").path)
        #expect(copied == ["\(digest).pdf"])
        let text = try String(contentsOf: report.appending(path: "posters.md"), encoding: .utf8)
        #expect(text.contains("- [Poster \\[1\\]](posters/\(digest).pdf)\n- Poster \\[2\\]\n- Poster \\[3\\]\n"))
        #expect(!text.contains("Person"))
    }
}
