// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Systemd's journal, where it takes what this program writes.
enum Journald {
    /// Whether standard error is the stream that `JOURNAL_STREAM` names by device and inode, see systemd.exec(5).
    static var takesStandardError: Bool {
        // Without /proc nobody tells, and the lines are written as anywhere else.
        guard let named = ProcessInfo.processInfo.environment["JOURNAL_STREAM"],
            let inode = named.split(separator: ":").last,
            let stream = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/2")
        else { return false }
        return stream == "socket:[\(inode)]"
    }
}
