// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import Programme
import SQLiteStore

/// Writes what the event leaves behind into a folder: sessions with their notes, posters, and who agreed to be named.
package struct ReportExport {
    private let setup: ApplianceSetup

    package init(_ setup: ApplianceSetup) {
        self.setup = setup
    }

    /// What was written.
    package struct Result {
        package let sessions: Int
        package let notes: Int
        package let posters: Int
    }

    package func run(to folder: String) async throws -> Result {
        let target = URL(filePath: folder)
        try checkEmpty(target)
        let store = try setup.openStore()
        let (notes, feedback) = (try await store.notes(on: nil), try await store.feedback(on: nil))
        let report = EventReport(
            event: setup.event, state: await store.read { $0 },
            registrations: try await store.registrations().filter { !$0.isErased },
            texts: try await store.sessionTexts(), notes: notes, feedback: feedback, now: Date())
        let documents = documents(await store.read { $0.posters.documents })
        let pages = ReportPages(report, documents: documents.mapValues { "posters/\($0.lastPathComponent)" }).all
        do {
            for page in pages { try write(Data(page.text.utf8), to: target.appending(path: page.path)) }
            for file in Set(documents.values) {
                try write(try Data(contentsOf: file), to: target.appending(path: "posters/\(file.lastPathComponent)"))
            }
        } catch {
            throw ApplianceError("\(folder) cannot be written.", cause: error.localizedDescription)
        }
        return Result(
            sessions: pages.count { $0.path.hasPrefix("sessions/") }, notes: notes.count,
            posters: Set(documents.values).count)
    }

    /// What is there already is never overwritten: somebody may have edited it.
    private func checkEmpty(_ folder: URL) throws(ApplianceError) {
        // A folder that is not there has no contents, and is made.
        let contents = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        guard contents.isEmpty else {
            throw ApplianceError(
                "\(folder.path) is not empty. Name a folder that is new or empty; nothing was written.")
        }
    }

    /// The documents that are beside the database, each named by its digest.
    private func documents(_ digests: [RegistrationID: String]) -> [RegistrationID: URL] {
        let folder = setup.appliance.database.deletingLastPathComponent().appending(path: "posters")
        return digests.compactMapValues { digest in
            guard digest.count == 64, digest.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
            let file = folder.appending(path: "\(digest).pdf")
            return FileManager.default.fileExists(atPath: file.path) ? file : nil
        }
    }

    private func write(_ data: Data, to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }
}
