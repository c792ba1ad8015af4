// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import KioskHTTP

struct KioskFilesTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "kiosk-\(UUID())")

    init() throws {
        let pair = folder.appending(path: "screens/pair")
        try FileManager.default.createDirectory(at: pair, withIntermediateDirectories: true)
        try Data("<!doctype html>".utf8).write(to: pair.appending(path: "index.html"))
        try Data("secret".utf8).write(to: pair.appending(path: "notes.txt"))
    }

    @Test(arguments: ["screens", "link"])
    func `are the screens of a folder, or of a link to one`(name: String) throws {
        let link = folder.appending(path: "link")
        try FileManager.default.createSymbolicLink(
            at: link, withDestinationURL: folder.appending(path: "screens"))
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try KioskFiles(folder: folder.appending(path: name))
        #expect(files.file(at: "pair/")?.contentType == "text/html; charset=utf-8")
        // What is of no known type is not served.
        #expect(files.file(at: "pair/notes.txt") == nil)
        #expect(files.file(at: "../pair/index.html") == nil)
    }

    @Test func `are not there in an empty folder`() throws {
        let empty = folder.appending(path: "empty")
        try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: (any Error).self) { try KioskFiles(folder: empty) }
    }
}
