// SPDX-License-Identifier: Apache-2.0

import DocumentShelf
import Foundation
import Programme
import Testing

struct FileShelfTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "lanyard-\(UUID().uuidString)")

    /// The smallest page that poppler draws.
    private static let page = Array(
        """
        %PDF-1.4
        1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
        2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
        3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100]>> endobj
        trailer <</Root 1 0 R>>
        %%EOF

        """.utf8)

    private func files() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    private func keep(_ bytes: [UInt8], on shelf: FileShelf) async throws -> String {
        let draft = try await shelf.begin()
        for start in stride(from: 0, to: bytes.count, by: 50) {
            try await shelf.append(Array(bytes[start..<min(bytes.count, start + 50)]), to: draft)
        }
        return try await shelf.keep(draft)
    }

    @Test func `a document is kept by the digest of its bytes, with a picture, once`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let shelf = FileShelf(folder: folder)
        let digest = try await keep(Self.page, on: shelf)
        #expect(try await keep(Self.page, on: shelf) == digest)
        #expect(files() == ["\(digest).pdf", "\(digest).png"])
        let path = try #require(shelf.path(of: digest, .document))
        #expect(try Data(contentsOf: URL(filePath: path)) == Data(Self.page))
        let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
        let picture = try #require(shelf.path(of: digest, .preview))
        #expect(try Data(contentsOf: URL(filePath: picture)).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test func `of what no program can show nothing is left`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let shelf = FileShelf(folder: folder)
        let draft = try await shelf.begin()
        try await shelf.append(Array("%PDF-1.4 and nothing else %%EOF".utf8), to: draft)
        await #expect(throws: PosterShelfError.unreadable) { try await shelf.keep(draft) }
        await shelf.discard(draft)
        #expect(files().isEmpty)
    }

    @Test func `without the program that makes pictures a document is kept all the same`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let shelf = FileShelf(folder: folder, previews: PreviewMaker(program: "/nowhere/pdftoppm"))
        let digest = try await keep(Self.page, on: shelf)
        #expect(files() == ["\(digest).pdf"] && shelf.path(of: digest, .preview) == nil)
    }

    @Test func `a new start removes drafts and finds documents`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let shelf = FileShelf(folder: folder)
        let digest = try await keep(Self.page, on: shelf)
        let draft = try await shelf.begin()
        try await shelf.append(Self.page, to: draft)
        #expect(files().count == 3)
        let next = FileShelf(folder: folder)
        #expect(files() == ["\(digest).pdf", "\(digest).png"])
        #expect(next.path(of: digest, .document) != nil && next.path(of: "../lanyard", .document) == nil)
    }

    @Test func `one that stands still makes room for another`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let shelf = FileShelf(folder: folder, patience: .zero)
        var drafts: [UUID] = []
        for _ in 0..<5 { drafts.append(try await shelf.begin()) }
        await #expect(throws: PosterShelfError.busy) { try await shelf.append(Self.page, to: drafts[0]) }
        await #expect(throws: PosterShelfError.busy) { try await shelf.keep(drafts[0]) }
        try await shelf.append(Self.page, to: drafts[4])
        _ = try await shelf.keep(drafts[4])
        #expect(files().count == 5)
    }

    @Test func `only so many come at once`() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let shelf = FileShelf(folder: folder, patience: .seconds(3600))
        var drafts: [UUID] = []
        for _ in 0..<4 { drafts.append(try await shelf.begin()) }
        await #expect(throws: PosterShelfError.busy) { try await shelf.begin() }
        await shelf.discard(drafts[0])
        _ = try await shelf.begin()
    }
}
