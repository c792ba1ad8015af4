// SPDX-License-Identifier: Apache-2.0

package import Foundation
import Hummingbird
import NIOCore

/// The screens' files, read once at start: what was not there then is not served.
package struct KioskFiles: Sendable {
    struct File: Sendable {
        let bytes: ByteBuffer
        let contentType: String
        let entityTag: String
    }

    private let files: [String: File]

    private static let contentTypes = [
        "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
        "json": "application/json; charset=utf-8", "svg": "image/svg+xml", "png": "image/png", "ico": "image/x-icon",
        "webmanifest": "application/manifest+json",
    ]

    /// Reads the files below `folder`; throws when the folder cannot be read or holds no screens.
    package init(folder: URL) throws {
        // Of a link to a folder Foundation lists nothing.
        let folder = folder.resolvingSymlinksInPath()
        var files: [String: File] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            guard let type = Self.contentTypes[(path as NSString).pathExtension] else { continue }
            let data = try Data(contentsOf: folder.appending(path: path))
            files[path] = File(
                bytes: ByteBuffer(bytes: data), contentType: type, entityTag: "\"\(Self.fingerprint(of: data))\"")
        }
        guard files["pair/index.html"] != nil else { throw CocoaError(.fileReadNoSuchFile) }
        self.files = files
    }

    /// The file at `path`, a folder standing for its `index.html`.
    func file(at path: String) -> File? {
        files[path.hasSuffix("/") || path.isEmpty ? path + "index.html" : path]
    }

    /// FNV-1a, for telling whether a browser's copy is the current one.
    private static func fingerprint(of data: Data) -> String {
        String(data.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 16)
    }
}
