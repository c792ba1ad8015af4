// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What the disk says that a folder lies on.
enum Disk {
    /// How much this program may still write; `nil` where the folder cannot be asked.
    static func freeBytes(at folder: URL) -> Double? {
        status(of: folder).map { Double($0.f_bavail) * Double($0.f_frsize) }
    }

    static func isReadOnly(at folder: URL) -> Bool {
        status(of: folder).map { $0.f_flag & UInt(ST_RDONLY) != 0 } ?? false
    }

    /// Whether the folder lies in a file system of memory, which the power's end empties.
    static func isMemory(at folder: URL) -> Bool {
        // Where the system does not list what is mounted, nothing is said.
        guard let mounts = try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8) else { return false }
        return isMemory(folder.resolvingSymlinksInPath().path, mounts: mounts)
    }

    /// As `mounts` has it, see proc(5): the last and longest point above `path` counts.
    static func isMemory(_ path: String, mounts: String) -> Bool {
        var best = (length: 0, kind: Substring())
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 2 else { continue }
            let point = fields[1].replacingOccurrences(of: "\\040", with: " ")
            guard point == "/" || path == point || path.hasPrefix("\(point)/") else { continue }
            if point.utf8.count >= best.length { best = (point.utf8.count, fields[2]) }
        }
        return ["tmpfs", "ramfs"].contains(best.kind)
    }

    /// The longest of `count` times that it took to put a few bytes on the disk and not into a cache before it.
    ///
    /// Writes to a file of its own in `folder`, which is gone afterwards; `nil` where none can be written.
    static func slowestFlush(in folder: URL, count: Int) -> Duration? {
        let path = folder.appending(path: ".lanyard-flush-\(getpid())").path
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        defer {
            close(descriptor)
            unlink(path)
        }
        var slowest = Duration.zero
        let page = [UInt8](repeating: 0x4c, count: 4096)
        for _ in 0..<count {
            let start = ContinuousClock.now
            guard write(descriptor, page, page.count) == page.count, fdatasync(descriptor) == 0 else { return nil }
            slowest = max(slowest, ContinuousClock.now - start)
        }
        return slowest
    }

    private static func status(of folder: URL) -> statvfs? {
        var status = statvfs()
        return statvfs(folder.path, &status) == 0 ? status : nil
    }
}
