// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
package import Programme
import Sealing
import Synchronization

package import class Foundation.FileManager
package import struct Foundation.URL
package import struct Foundation.UUID

/// Keeps documents as files of one folder, named by the digests of their bytes and by nothing that came from outside.
///
/// A file appears under its name when all of it is on the disk. What a crash leaves is a draft, which the next start
/// removes.
package actor FileShelf: PosterShelf {
    private let executor = ShelfExecutor()
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let folder: URL
    private let previews: PreviewMaker
    /// What there is, so that nobody waits for the disk to learn it.
    private nonisolated let names: Mutex<Set<String>>
    private var drafts: [UUID: Draft] = [:]

    private let patience: Duration

    private struct Draft {
        let file: OpenFile
        var digest = DocumentDigest()
        /// When anything of it came last; `nil` once all of it is there.
        var lastSeen: ContinuousClock.Instant? = .now
    }

    /// So many come at once; each may take 30 MB of the disk and a program that looks at it.
    private static let mostDrafts = 4
    private static let draftPrefix = ".draft-"

    /// Opens the folder, or makes it with the first document, and removes drafts that a crash left.
    ///
    /// A draft of which nothing has come for as long as `patience` makes room for another.
    package init(folder: URL, previews: PreviewMaker = PreviewMaker(), patience: Duration = .seconds(30)) {
        self.folder = folder
        self.patience = patience
        self.previews = previews
        // A folder that is not there holds nothing.
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in found where name.hasPrefix(Self.draftPrefix) { unlink(folder.appending(path: name).path) }
        names = Mutex(Set(found.filter { !$0.hasPrefix(Self.draftPrefix) }))
    }

    package func begin() throws -> UUID {
        if drafts.count >= Self.mostDrafts { giveUpOnOne() }
        guard drafts.count < Self.mostDrafts else { throw PosterShelfError.busy }
        if mkdir(folder.path, 0o700) != 0, errno != EEXIST { throw Self.trouble("the folder cannot be made") }
        let id = UUID()
        drafts[id] = Draft(file: try OpenFile(creating: path(of: id)))
        return id
    }

    package func append(_ bytes: [UInt8], to draft: UUID) throws {
        guard let open = drafts[draft] else { throw PosterShelfError.busy }
        try open.file.write(bytes)
        drafts[draft]?.digest.add(bytes)
        drafts[draft]?.lastSeen = .now
    }

    package func keep(_ draft: UUID) async throws -> String {
        guard let open = drafts[draft] else { throw PosterShelfError.busy }
        drafts[draft]?.lastSeen = nil
        try open.file.synchronize()
        let digest = open.digest.hexadecimal
        if path(of: digest, .document) == nil || path(of: digest, .preview) == nil {
            let picture = try await picture(of: draft)
            if let picture { try settle(picture, as: Self.name(digest, .preview)) }
            try settle(path(of: draft), as: Self.name(digest, .document))
        }
        discard(draft)
        return digest
    }

    package func discard(_ draft: UUID) {
        guard drafts.removeValue(forKey: draft) != nil else { return }
        unlink(path(of: draft))
        unlink(path(of: draft) + ".png")
    }

    /// Lines that broke without a word must not keep everybody else out.
    private func giveUpOnOne() {
        let waiting = drafts.compactMap { id, draft in draft.lastSeen.map { (id, $0) } }
        guard let (id, seen) = waiting.min(by: { $0.1 < $1.1 }), seen.duration(to: .now) >= patience else { return }
        discard(id)
    }

    package nonisolated func path(of digest: String, _ kind: PosterFile) -> String? {
        let name = Self.name(digest, kind)
        return names.withLock { $0.contains(name) } ? folder.appending(path: name).path : nil
    }

    /// A picture of the draft's first page; `nil` on a machine without the program that makes it.
    private func picture(of draft: UUID) async throws -> String? {
        switch await previews.make(of: path(of: draft)) {
        case .made(let path): return path
        case .unavailable: return nil
        case .unreadable: throw PosterShelfError.unreadable
        }
    }

    /// Gives a file its name, for good.
    private func settle(_ path: String, as name: String) throws {
        guard rename(path, folder.appending(path: name).path) == 0 else { throw Self.trouble("a file cannot be named") }
        try OpenFile(reading: folder.path).synchronize()
        names.withLock { _ = $0.insert(name) }
    }

    private func path(of draft: UUID) -> String { folder.appending(path: Self.draftPrefix + draft.uuidString).path }

    private static func name(_ digest: String, _ kind: PosterFile) -> String {
        switch kind {
        case .document: "\(digest).pdf"
        case .preview: "\(digest).png"
        }
    }

    static func trouble(_ what: String) -> PosterShelfError {
        .unavailable("\(what): \(String(cString: strerror(errno)))")
    }
}

/// Does what waits for the disk on a queue of its own.
private final class ShelfExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "lanyard.documents", qos: .utility)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

/// The only owner of a file descriptor.
private final class OpenFile: Sendable {
    private let descriptor: CInt

    /// A new file that its owner alone may read; what has the name already is not followed.
    init(creating path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileShelf.trouble("a file cannot be made") }
    }

    init(reading path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileShelf.trouble("a folder cannot be read") }
    }

    deinit { close(descriptor) }

    func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw FileShelf.trouble("a file cannot be written") }
                rest = rest.dropFirst(count)
            }
        }
    }

    func synchronize() throws {
        guard fsync(descriptor) == 0 else { throw FileShelf.trouble("a file cannot be written") }
    }
}
