// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What the fuzzer found to reach new code, read once more by each parser; `make fuzz` keeps it in `Tests/Corpus`.
///
/// An input that a parser does not bear ends the tests.
struct CorpusTests {
    private static let archives = URL(filePath: #filePath).appending(path: "../../Corpus").standardized

    @Test(arguments: parsers.map(\.name))
    func `is borne by the parser that it was made for`(name: String) throws {
        let parser = try #require(parsers.first { $0.name == name })
        let folder = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Self.unpack(Self.archives.appending(path: "\(name).tar.gz"), into: folder)
        let inputs = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(!inputs.isEmpty)
        for input in inputs {
            let bytes = try [UInt8](Data(contentsOf: input))
            bytes.withUnsafeBufferPointer { parser.read($0) }
        }
    }

    private static func unpack(_ archive: URL, into folder: URL) throws {
        let tar = Process()
        tar.executableURL = URL(filePath: "/usr/bin/tar")
        tar.arguments = ["-xzf", archive.path, "-C", folder.path]
        try tar.run()
        tar.waitUntilExit()
        try #require(tar.terminationStatus == 0)
    }
}
