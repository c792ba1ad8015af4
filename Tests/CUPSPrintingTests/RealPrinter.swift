// SPDX-License-Identifier: Apache-2.0

import CUPSPrinting
import Foundation
import Testing

/// A virtual printer on a port of its own, ended with the test.
final class RealPrinter {
    let uri: String
    private let folder = FileManager.default.temporaryDirectory.appending(path: "lanyard-\(UUID().uuidString)")
    private let process = Process()

    /// A printer of one of the kinds in `tools/virtual-printer`.
    init(kind: String = "label-printer") throws {
        let tools = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../tools/virtual-printer")
        let output = Pipe()
        // Foundation starts a child with its own thread's signal mask, in which a pool thread blocks SIGTERM.
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "--default-signal", tools.appending(path: "start").standardized.path,
            String(Int.random(in: 20_000..<30_000)), folder.path, kind,
        ]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        uri = line.trimmingCharacters(in: .whitespacesAndNewlines)
        try #require(!uri.isEmpty, "the virtual printer did not start")
        try take(seconds: 0)
    }

    deinit {
        stop()
        // A folder that cannot be removed is the next clean-up's business.
        try? FileManager.default.removeItem(at: folder)
    }

    func client() throws -> IPPPrinter { IPPPrinter(try #require(PrinterURI(uri))) }

    func stop() {
        guard process.isRunning else { return }
        try? signal("CONT")  // A child that is not there needs no waking.
        process.terminate()
        process.waitUntilExit()
    }

    /// How long a page takes from now on.
    func take(seconds: Double) throws {
        try Data("\(seconds)".utf8).write(to: folder.appending(path: "control/seconds"))
    }

    func fault(_ name: String) throws { try Data().write(to: folder.appending(path: "control/\(name)")) }

    func clear(_ name: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: "control/\(name)"))
    }

    /// What came out, of those that ended in `ending`.
    func printed(_ ending: String = "pdf") throws -> [Data] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == ending }.map { try Data(contentsOf: $0) }
    }

    /// Signals the program that plays the printer, a child of the script that was started.
    func signal(_ name: String) throws {
        let kill = Process()
        kill.executableURL = URL(filePath: "/usr/bin/pkill")
        kill.arguments = ["-\(name)", "-P", "\(process.processIdentifier)", "ippeveprinter"]
        try kill.run()
        kill.waitUntilExit()
    }
}
