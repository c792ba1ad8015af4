// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

/// Keeps a second daemon from printing the same badges: held for as long as the process lives.
struct DaemonLock: ~Copyable {
    private let descriptor: CInt

    /// Throws when another daemon serves the database called `name`.
    ///
    /// The same file by another name is the same database.
    init(database name: String) throws(ApplianceError) {
        let path = URL(filePath: name).resolvingSymlinksInPath().path
        let descriptor = open("\(path).lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ApplianceError("\(path).lock cannot be written. Is its folder read-only, or owned by another user?")
        }
        // What a command of root's leaves must not keep the daemon out.
        DurableFile.giveToOwnerOfParent(URL(filePath: "\(path).lock"))
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw ApplianceError("Another Lanyard daemon serves \(path) already. Stop it first.")
        }
        self.descriptor = descriptor
    }

    /// Whether a daemon serves the database called `name` now.
    static func isHeld(database name: String) -> Bool {
        let path = URL(filePath: name).resolvingSymlinksInPath().path
        let descriptor = open("\(path).lock", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0
    }

    deinit {
        close(descriptor)
    }
}
