// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The events that come with Lanyard, to start a new one from.
package struct EventTemplates {
    private let folder: URL

    package init() throws {
        folder = try SharedFiles().eventTemplates
    }

    /// Copies the template into a new folder and returns the names of its files; changes nothing if the folder exists.
    package func copy(_ template: String, to path: String) throws -> [String] {
        let source = folder.appending(path: template)
        let names = try templateNames()
        guard names.contains(template) else {
            throw ApplianceError(
                "There is no event template '\(template)'. There is: \(names.joined(separator: ", ")).")
        }
        let target = URL(filePath: path)
        guard !FileManager.default.fileExists(atPath: target.path) else {
            throw ApplianceError("\(path) exists already. Choose another folder; nothing was changed.")
        }
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: source, to: target)
            return try FileManager.default.contentsOfDirectory(atPath: target.path).sorted()
        } catch {
            throw ApplianceError(
                "\(path) could not be made. May this user write there?", cause: error.localizedDescription)
        }
    }

    private func templateNames() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
}
