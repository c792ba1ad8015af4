// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Makes a picture of a document's first page, by a program that runs apart from this one.
///
/// What a document does to the program that reads it stays there: it may use so much memory, time and disk, gains no
/// rights, knows nothing of this program's surroundings, and whatever it says is not read.
package struct PreviewMaker: Sendable {
    private let program: String

    package init(program: String = "/usr/bin/pdftoppm") {
        self.program = program
    }

    enum Outcome: Equatable {
        /// At this path.
        case made(String)
        /// The document cannot be shown, or not with what it may use.
        case unreadable
        /// There is no such program here.
        case unavailable
    }

    /// Whether the program is there.
    package var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: program) }

    private static let seconds = 20
    private static let mostMemory = 1_000_000_000
    private static let mostBytes = 20_000_000
    /// Dots on the longer side: enough for a wall.
    private static let dots = 1400

    /// Makes the picture beside the document, with `.png` behind its name.
    func make(of document: String) async -> Outcome {
        guard isAvailable else { return .unavailable }
        let picture = document + ".png"
        let status = await run(
            "/usr/bin/timeout",
            ["--kill-after=1", "\(Self.seconds)", "/usr/bin/setpriv", "--no-new-privs"]
                + ["/usr/bin/prlimit", "--as=\(Self.mostMemory)", "--cpu=\(Self.seconds)", "--fsize=\(Self.mostBytes)"]
                + ["--core=0", "--nofile=64", "--", program, "-q", "-png", "-singlefile", "-f", "1", "-l", "1"]
                + ["-scale-to", "\(Self.dots)", document, document])
        guard status == 0, FileManager.default.fileExists(atPath: picture) else {
            // What is not there need not be removed.
            try? FileManager.default.removeItem(atPath: picture)
            return .unreadable
        }
        return .made(picture)
    }

    /// Runs a program to its end and returns its status; -1 for one that did not start or was killed.
    private func run(_ executable: String, _ arguments: [String]) async -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        process.currentDirectoryURL = URL(filePath: "/")
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return await withCheckedContinuation { continuation in
            process.terminationHandler = { ended in
                continuation.resume(returning: ended.terminationReason == .exit ? ended.terminationStatus : -1)
            }
            do {
                try process.run()
            } catch {
                // It never ran, so that nobody else resumes.
                process.terminationHandler = nil
                continuation.resume(returning: -1)
            }
        }
    }
}
