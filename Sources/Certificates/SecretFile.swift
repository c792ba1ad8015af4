// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A small file that its owner alone may read, and that is there as a whole or not at all.
struct SecretFile: Sendable {
    let path: String

    /// More than any certificate and key have.
    private static let mostBytes = 64 * 1024

    /// Whether its owner alone may do anything with it.
    private var isPrivate: Bool {
        // Where its mode cannot be told, it is not known to be private.
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue else { return false }
        return mode & 0o077 == 0
    }

    /// Its bytes; `nil` when there is no such file.
    func read() throws(CertificateTrouble) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw trouble("cannot be read. May this user read it?")
        }
        defer { close(descriptor) }
        guard isPrivate else {
            throw CertificateTrouble(
                .exposed, "Others on this machine may read \(path). Keep it to its owner: chmod 600 \(path)")
        }
        var bytes = [UInt8](repeating: 0, count: Self.mostBytes)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { throw trouble("cannot be read.") }
        return Array(bytes.prefix(count))
    }

    /// Puts the file there with these bytes, in place of one that is there already.
    func replace(with bytes: [UInt8]) throws(CertificateTrouble) {
        try write(bytes) { rename($0, path) }
    }

    /// Puts the file there with these bytes unless there is one, and tells whether it did.
    func create(with bytes: [UInt8]) throws(CertificateTrouble) -> Bool {
        var isNew = true
        try write(bytes) { draft in
            let linked = link(draft, path)
            isNew = linked == 0
            let mayGoOn = linked == 0 || errno == EEXIST
            unlink(draft)
            return mayGoOn ? 0 : -1
        }
        return isNew
    }

    private var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    private func write(_ bytes: [UInt8], settle: (String) -> CInt) throws(CertificateTrouble) {
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw trouble("cannot be written: its folder cannot be made.") }
        let draft = "\(path).draft-\(getpid())"
        // Left by a process of this number that was killed.
        unlink(draft)
        let descriptor = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw trouble("cannot be written.") }
        let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        let said = errno
        close(descriptor)
        guard isWritten, settle(draft) == 0 else {
            let cause = isWritten ? errno : said
            unlink(draft)
            throw trouble("cannot be written.", cause)
        }
        synchronizeFolder()
    }

    /// The name is on the disk when this has returned; where that fails, the next start makes the file again.
    private func synchronizeFolder() {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private func trouble(_ what: String, _ code: CInt = errno) -> CertificateTrouble {
        CertificateTrouble(.unavailable, "\(path) \(what)", cause: String(cString: strerror(code)))
    }
}
