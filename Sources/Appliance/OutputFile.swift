// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// A file that a command was told to write.
///
/// It is made before the work begins, so that a wrong path costs nothing and changes nothing.
package struct OutputFile: Sendable {
    private let path: String

    /// Throws unless a file could be written there; writes nothing.
    package init(_ path: String) throws(ApplianceError) {
        self.path = path
        let folder = target.deletingLastPathComponent()
        if Self.isFolder(target) == true { throw trouble("it is a folder. Name a file in it.") }
        switch Self.isFolder(folder) {
        case nil: throw trouble("there is no folder \(folder.path).")
        case false?: throw trouble("\(folder.path) is no folder.")
        case true?: break
        }
        guard access(folder.path, W_OK | X_OK) == 0 else {
            throw trouble("\(folder.path): \(String(cString: strerror(errno))).")
        }
    }

    /// Writes it as a whole, for its owner alone to read, in the place of what was there.
    func write(_ bytes: [UInt8]) throws(ApplianceError) {
        let draft = target.deletingLastPathComponent().appending(
            path: ".\(target.lastPathComponent).\(UUID().uuidString)")
        do {
            _ = try DurableFile.write(bytes, to: draft)
            try DurableFile.rename(draft, to: target)
        } catch {
            BackupFolder.remove(draft)
            throw ApplianceError("\(path) cannot be written.", cause: error.message)
        }
    }

    private var target: URL { URL(filePath: path) }

    private func trouble(_ what: String) -> ApplianceError { ApplianceError("\(path) cannot be written: \(what)") }

    /// `nil` when there is nothing.
    private static func isFolder(_ place: URL) -> Bool? {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
        return exists ? isFolder.boolValue : nil
    }
}
