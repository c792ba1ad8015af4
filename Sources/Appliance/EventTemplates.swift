// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The events that come with Lanyard, to start a new one from.
package struct EventTemplates {
    private let folder: URL

    /// What an installed Lanyard has before it has an event.
    private static let applianceFile = "lanyard.toml"

    package init() throws {
        folder = try SharedFiles().eventTemplates
    }

    /// Copies the template into a folder and returns the names of the files that are new there.
    ///
    /// The folder is new, or holds at most the appliance's file, which stays as it is; otherwise nothing is changed.
    package func copy(_ template: String, to path: String) throws -> [String] {
        let source = folder.appending(path: template)
        let names = try templateNames()
        guard names.contains(template) else {
            throw ApplianceError(
                "There is no event template '\(template)'. There is: \(names.joined(separator: ", ")).")
        }
        let target = URL(filePath: path)
        let kept = Self.applianceFile
        if FileManager.default.fileExists(atPath: target.path) {
            guard (try? FileManager.default.contentsOfDirectory(atPath: target.path)) == [kept] else {
                throw ApplianceError("\(path) exists already. Choose another folder; nothing was changed.")
            }
        }
        do {
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            let files = try FileManager.default.contentsOfDirectory(atPath: source.path).sorted()
            let new = files.filter { !FileManager.default.fileExists(atPath: target.appending(path: $0).path) }
            for file in new {
                try FileManager.default.copyItem(at: source.appending(path: file), to: target.appending(path: file))
            }
            return new
        } catch {
            throw ApplianceError(
                "\(path) could not be made. May this user write there?", cause: error.localizedDescription)
        }
    }

    private func templateNames() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
}
