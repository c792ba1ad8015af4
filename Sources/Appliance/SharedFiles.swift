// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The screens and templates that come with Lanyard.
///
/// They lie in `share/lanyard` beside an installed program's `bin`, or at the root of the checkout that the program
/// was built in.
struct SharedFiles {
    let folder: URL

    var kiosk: URL { folder.appending(path: "kiosk") }
    var badgeTemplates: URL { folder.appending(path: "templates/badges") }
    var labelTemplates: URL { folder.appending(path: "templates/labels") }
    var cardTemplates: URL { folder.appending(path: "templates/cards") }
    var eventTemplates: URL { folder.appending(path: "templates/events") }

    init() throws(ApplianceError) {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let installed = program.deletingLastPathComponent().appending(path: "../share/lanyard").standardized
        guard let folder = ([installed] + Self.ancestors(of: program)).first(where: Self.holdsScreens) else {
            throw ApplianceError(
                "Lanyard's screens and templates are missing: neither \(installed.path) nor a folder above the program "
                    + "holds kiosk/ and templates/.")
        }
        self.folder = folder
    }

    private static func ancestors(of program: URL) -> [URL] {
        sequence(first: program.deletingLastPathComponent()) { folder in
            folder.path == "/" ? nil : folder.deletingLastPathComponent()
        }.prefix(8).map { $0 }
    }

    private static func holdsScreens(_ folder: URL) -> Bool {
        ["kiosk/pair/index.html", "templates/badges"].allSatisfy {
            FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
        }
    }
}
