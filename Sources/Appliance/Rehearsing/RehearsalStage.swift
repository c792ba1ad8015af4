// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// The daemon and the printers of a rehearsal, as programs of their own, and the folder that they work in.
///
/// A shell watches over them. When this program says so, or is gone for whatever reason, it ends them and removes the
/// folder: it notices by the pipe between them, which the kernel closes also when this program is killed.
final class RehearsalStage: Sendable {
    private let process = Process()
    private let line = Pipe()
    let folder: URL

    private static let watch = """
        umask 077
        trap '' INT HUP
        folder=$1 lanyard=$2 printer=$3
        read -r word ports
        if [ "$word" = start ]; then
            for port in $ports; do
                number=$((${number:-0} + 1))
                mkdir -p "$folder/printer-$number/control"
                echo 0 >"$folder/printer-$number/control/seconds"
                TMPDIR=$folder "$printer" "$port" "$folder/printer-$number" </dev/null >>"$folder/printers.log" 2>&1 &
                started="$started $!"
            done
            "$lanyard" serve --config "$folder/lanyard.toml" </dev/null >>"$folder/daemon.log" 2>&1 &
            started="$started $!"
            read -r word
            kill $started 2>/dev/null
            wait
        fi
        [ "$word" = keep ] || rm -rf "$folder"
        """

    /// Makes the folder and begins to watch over it; nothing else runs yet.
    init() throws {
        folder = try RehearsalCopy.makeFolder()
        process.executableURL = URL(filePath: "/bin/sh")
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
        process.arguments = ["-c", Self.watch, "rehearsal", folder.path, program, try Self.printerStarter()]
        process.standardInput = line.fileHandleForReading
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try Self.withoutBlockedSignals { try process.run() }
    }

    /// What is started here inherits which signals this thread blocks, and those of Dispatch block almost all: the watcher
    /// would wait for children of whose end it never hears, and the daemon and the printers would not be told to stop.
    private static func withoutBlockedSignals(_ work: () throws -> Void) rethrows {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try work()
    }

    private static func printerStarter() throws -> String {
        try SharedFiles().folder.appending(path: "tools/virtual-printer/start").path
    }

    /// Throws when this machine has no virtual printers.
    static func checkVirtualPrinters() throws {
        let starter = try printerStarter()
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let isThere = { (program: String) in
            folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
        }
        var missing = ["ippeveprinter", "dbus-daemon"].first { !isThere($0) }
        if !FileManager.default.isExecutableFile(atPath: starter) { missing = starter }
        guard let missing else { return }
        throw ApplianceError(
            "Virtual printers need \(missing), which is missing: install cups-ipp-utils and dbus-daemon, or rehearse with "
                + "--printers real.")
    }

    /// Starts the copy's printers and its daemon.
    func start(_ copy: RehearsalCopy) throws {
        let ports = copy.virtualPrinters.map { String($0.port) }
        try line.fileHandleForWriting.write(contentsOf: Data("start \(ports.joined(separator: " "))\n".utf8))
    }

    /// What the daemon and the printers had to say last, for when they fail.
    var lastWords: String? {
        let words = ["daemon.log", "printers.log"].compactMap { name in
            // Without a log there are no words.
            (try? String(contentsOf: folder.appending(path: name), encoding: .utf8))?.split(separator: "\n").last
        }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }

    /// Ends all that was started and, unless it is kept, removes the folder; returns when that is done.
    func clear(keeping: Bool) {
        if process.isRunning {
            // A watcher that is gone has cleared already.
            try? line.fileHandleForWriting.write(contentsOf: Data((keeping ? "keep\n" : "done\n").utf8))
            try? line.fileHandleForWriting.close()
            process.waitUntilExit()
        }
        // What the watcher removed is not there.
        if !keeping { try? FileManager.default.removeItem(at: folder) }
    }
}
