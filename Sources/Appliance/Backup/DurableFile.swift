// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Sealing

/// Files that are on the disk when a call returns, readable by their owner alone.
///
/// All of it blocks: it runs on a queue of its own, see ``BackupMaker``.
enum DurableFile {
    private static let pieceSize = 1 << 20

    /// Makes a folder for its owner alone; one that is there already is left as it is.
    static func makeFolder(_ folder: URL) throws(ApplianceError) {
        guard mkdir(folder.path, 0o700) == 0 || errno == EEXIST else { throw trouble(folder, "cannot be made") }
    }

    /// Writes a new file.
    static func write(_ bytes: [UInt8], to file: URL) throws(ApplianceError) -> FileRecord {
        let output = try Output(creating: file)
        try output.write(bytes[...])
        return try output.finish()
    }

    /// Copies a file into a new one.
    static func copy(_ source: URL, to target: URL) throws(ApplianceError) -> FileRecord {
        let output = try Output(creating: target)
        try read(source) { piece throws(ApplianceError) in try output.write(piece) }
        return try output.finish()
    }

    /// What is in a file, as the disk has it and not as the machine remembers it.
    static func record(of file: URL) throws(ApplianceError) -> FileRecord {
        var digest = DocumentDigest()
        var count: Int64 = 0
        try read(file) { piece throws(ApplianceError) in
            digest.add(Array(piece))
            count += Int64(piece.count)
        }
        return FileRecord(bytes: count, sha256: digest.hexadecimal)
    }

    /// Makes what was written to a file, or the names in a folder, safe from a power cut.
    static func synchronize(_ path: URL) throws(ApplianceError) {
        let descriptor = open(path.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw trouble(path, "cannot be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw trouble(path, "cannot be written") }
        // What is read next comes from the disk; where that cannot be asked for, it is read from memory.
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    }

    /// Gives a file or folder its name, for good.
    static func rename(_ from: URL, to target: URL) throws(ApplianceError) {
        guard Glibc.rename(from.path, target.path) == 0 else { throw trouble(target, "cannot be named so") }
        try synchronize(target.deletingLastPathComponent())
    }

    /// Gives a file, or a folder with all in it, to whoever has the folder that it lies in, if this is root.
    ///
    /// The daemon is another user: it has to read, thin and replace what root's commands leave.
    static func giveToOwnerOfParent(_ path: URL) {
        // A folder that cannot be asked keeps what is its own.
        let parent = try? FileManager.default.attributesOfItem(atPath: path.deletingLastPathComponent().path)
        guard geteuid() == 0, let user = (parent?[.ownerAccountID] as? NSNumber)?.uint32Value, user != 0,
            let group = (parent?[.groupOwnerAccountID] as? NSNumber)?.uint32Value
        else { return }
        let inside = FileManager.default.enumerator(atPath: path.path)?.compactMap { $0 as? String } ?? []
        for file in [path] + inside.map({ path.appending(path: $0) }) {
            // Sticks know no owners; there nobody is kept out either.
            _ = lchown(file.path, user, group)
        }
    }

    private static func read(
        _ file: URL, _ take: (ArraySlice<UInt8>) throws(ApplianceError) -> Void
    ) throws(ApplianceError) {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw trouble(file, "cannot be read") }
        defer { close(descriptor) }
        var piece = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let count = Glibc.read(descriptor, &piece, pieceSize)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw trouble(file, "cannot be read") }
            guard count > 0 else { return }
            try take(piece[..<count])
        }
    }

    /// The error that errno tells of.
    static func trouble(_ file: URL, _ what: String) -> ApplianceError {
        let code = errno
        switch code {
        case ENOSPC, EDQUOT: return ApplianceError("The disk of \(file.path) is full.")
        case EROFS: return ApplianceError("\(file.path) \(what): the disk is read-only.")
        case EIO: return ApplianceError("\(file.path) \(what): the disk does not work, or is gone.")
        default: return ApplianceError("\(file.path) \(what): \(String(cString: strerror(code))).")
        }
    }

    /// A new file that is being written; the only owner of its descriptor.
    private final class Output {
        private let descriptor: CInt
        private let file: URL
        private var digest = DocumentDigest()
        private var count: Int64 = 0

        init(creating file: URL) throws(ApplianceError) {
            descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else { throw DurableFile.trouble(file, "cannot be made") }
            self.file = file
        }

        deinit { close(descriptor) }

        func write(_ bytes: ArraySlice<UInt8>) throws(ApplianceError) {
            var rest = bytes
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw DurableFile.trouble(file, "cannot be written") }
                rest = rest.dropFirst(written)
            }
            digest.add(Array(bytes))
            count += Int64(bytes.count)
        }

        func finish() throws(ApplianceError) -> FileRecord {
            guard fsync(descriptor) == 0 else { throw DurableFile.trouble(file, "cannot be written") }
            // See above.
            posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
            return FileRecord(bytes: count, sha256: digest.hexadecimal)
        }
    }
}

/// How long a file is, and the digest of it.
struct FileRecord: Equatable {
    let bytes: Int64
    /// 64 digits of hexadecimal.
    let sha256: String
}
