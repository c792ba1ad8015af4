// SPDX-License-Identifier: Apache-2.0

import Conference
import Foundation
import SQLiteStore
import Testing

@testable import Appliance

struct ErasureSearchTests {
    @Test func `finds what is left in the file until it was written anew, and then nothing`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lanyard-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // A folder that cannot be removed is the next clean-up's business.
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "lanyard.sqlite").path
        let store = try SQLiteStore(path: path, creating: true)
        let people = (1...50).map { number in
            Registration(
                id: RegistrationID(),
                details: RegistrationDetails(
                    fullName: "Zwetschgenmus \(number)", orderCode: "Order\(number)",
                    email: "somebody.\(number)@example.org"))
        }
        try await store.editRoster { _ in (people, ()) }
        let holdings = try await Holdings(store)
        #expect(holdings.people == 50)
        let search = ErasureSearch(holdings.words.all)
        let files = [path, "\(path)-wal"].map { URL(filePath: $0) }

        _ = try await store.erase(.everybody, places: [], at: Date())
        let between = try await search.run(store, files)
        // The log has the new pages, and the file itself the old ones still.
        #expect((between.found[path] ?? 0) > 100)
        try await store.compact()
        let after = try await search.run(store, files)
        #expect(after.found.isEmpty && after.words > 100)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.allSatisfy { $0.hasPrefix("lanyard.sqlite") })
    }
}
